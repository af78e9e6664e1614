using System.Text.Json;

namespace EdgeActors.Configuration.Layers;

/// <summary>A value under the name that somebody gave it, known or not.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Text">Numbers as written, bools as <c>true</c> and <c>false</c>, texts without their quotes.</param>
/// <param name="IsSingle">False for an object or a list, which no parameter is.</param>
internal sealed record NamedValue(string Name, string Text, bool IsSingle = true)
{
    /// <summary>The properties of a JSON object. Null counts as not given, as in a merged Greengrass configuration.</summary>
    public static IReadOnlyList<NamedValue> Of(JsonElement json) =>
        [.. json.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null).Select(Of)];

    private static NamedValue Of(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => new NamedValue(property.Name, property.Value.GetRawText(), IsSingle: false),
        JsonValueKind.String => new NamedValue(property.Name, property.Value.GetString()!),
        _ => new NamedValue(property.Name, property.Value.GetRawText()),
    };
}
