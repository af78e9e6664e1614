using System.Text;
using System.Text.Json;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Specs.Fleet.Documents;

/// <summary><c>docs/fleet.schema.json</c> against what is really written and read.</summary>
public sealed class FleetSchemaSpecs
{
    private static readonly string[] Values =
    [
        "0", "1", "-1", "1.0", "1.5", "1e300", "\"\"", "\"a\"", "\"\\u0007\"", "true", "{}", "[]", "[1]", "[\"a\"]", "\"2026-13-01T00:00:00Z\"",
        "\"2026-12-01T00:00:00+01:00\"", "\"2026-12-01\"", "\"INPROGRESS\"", "\"UNDEPLOY\"", "\"edgeactors-fleet/2\"", "{\"count\":5}", "{\"count\":5,\"percent\":5}",
    ];

    private static readonly SmallSchema Schema = new(Load());

    public static IEnumerable<object[]> Names => SampleDocuments.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field_that_is_written_is_described(string name) =>
        Assert.Empty(Schema.Faults(Parse(SampleDocuments.Of(name).Bytes), name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_schema_takes_is_read_and_the_rest_is_described_somewhere(string name)
    {
        (_, byte[] bytes, Func<ReadOnlyMemory<byte>, byte[]> again) = SampleDocuments.Of(name);
        string json = Encoding.UTF8.GetString(bytes);
        (int taken, int refused) = (0, 0);
        for (int at = json.IndexOf("\":", StringComparison.Ordinal); at >= 0; at = json.IndexOf("\":", at + 1, StringComparison.Ordinal))
        {
            int end = json.AsSpan(at + 2).IndexOfAny(",}]\n") + at + 2;
            foreach (string value in Values)
            {
                byte[] changed = Encoding.UTF8.GetBytes(string.Concat(json.AsSpan(0, at + 2), value, json.AsSpan(end)));
                if (TryParse(changed) is not { } document || Schema.Faults(document, name).Any())
                {
                    refused++;
                    continue;
                }

                taken++;
                Exception? fault = Record.Exception(() => again(changed));
                Assert.True(fault is null || IsBeyondSchema(fault), $"{fault} for {Encoding.UTF8.GetString(changed)}");
            }
        }

        Assert.InRange(taken, 5, refused);
    }

    // Names that are there twice, and what two fields say together, are for the reader alone.
    private static bool IsBeyondSchema(Exception fault) =>
        fault is DocumentFormatException { Fault: "is another one's name as well" or "is missing, while errorThreshold is a percentage" or "is there twice" };

    private static JsonElement? TryParse(byte[] json)
    {
        try
        {
            return Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Parse(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static JsonElement Load()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Parse(File.ReadAllBytes(Path.Combine(folder, "docs", "fleet.schema.json")));
    }
}
