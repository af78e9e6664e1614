using System.Text.Json;

namespace EdgeActors.Cli.Capture;

/// <summary>Captures that the sink does not have, as <c>edgeactors capture ls</c> shows them.</summary>
/// <param name="State"><c>waiting</c>, <c>batched</c> (in the journal), <c>spooled</c>, or <c>refused</c> by the sink.</param>
/// <param name="Batch">Number of the batch; null for those of no batch yet, and for all that only the spool knows more of.</param>
/// <param name="Captures">How many.</param>
/// <param name="Bytes">Of their data; null when that is not known.</param>
/// <param name="Age">Since the oldest was accepted; null when that is not known.</param>
internal sealed record CaptureGroup(string State, long? Batch, long Captures, long? Bytes, TimeSpan? Age)
{
    /// <summary>Writes one object.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("state", State);
        if (Batch is { } number)
        {
            json.WriteNumber("batch", number);
        }

        json.WriteNumber("captures", Captures);
        if (Bytes is { } bytes)
        {
            json.WriteNumber("bytes", bytes);
        }

        if (Age is { } age)
        {
            json.WriteNumber("ageSeconds", (long)age.TotalSeconds);
        }

        json.WriteEndObject();
    }
}
