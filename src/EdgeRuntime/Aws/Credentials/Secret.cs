using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeActors.Aws.Credentials;

/// <summary>
/// A text that nobody may read by accident: it prints, logs and serialises as <c>***</c>. Equal only to itself, so that comparing
/// tells nothing either.
/// </summary>
[DebuggerDisplay(Hidden)]
[JsonConverter(typeof(Json))]
internal sealed class Secret(string value)
{
    /// <summary>What is shown instead.</summary>
    public const string Hidden = "***";

    /// <summary>The text itself, for the one place that signs or sends with it.</summary>
    public string Reveal() => value;

    /// <inheritdoc />
    public override string ToString() => Hidden;

    internal sealed class Json : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from a document: it would have been written into one.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Hidden);
    }
}
