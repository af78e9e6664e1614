using System.Text;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Specs.Fleet.Documents;

public sealed class DocumentFaultSpecs
{
    private static readonly string Desired = Encoding.UTF8.GetString(DesiredJson.Write(SampleDocuments.Desired));

    [Theory]
    [InlineData("\"revision\": 17", "\"revision\": 0", "$.revision is 0; write 1 to 9007199254740991")]
    [InlineData("\"revision\": 17", "\"revision\": 1.5", "$.revision is no whole number, or a very large one; write 1 to 9007199254740991")]
    [InlineData("\"revision\": 17", "\"revision\": \"17\"", "$.revision is a text; write a number")]
    [InlineData("\"revision\": 17", "\"revison\": 17", "$.revision is missing; did you mean \"revison\"?")]
    [InlineData("\"revision\": 17", "\"revision\": 17, \"revision\": 18", "$.revision is there twice; keep one")]
    [InlineData("\"revision\": 17", "\"revision\": 17, \"revisio\\u006e\": 18", "$.revision is there twice; keep one")]
    [InlineData("\"revision\": 17", "\"revision\": 17, \"x\": {\"y\": 1, \"y\": 1}", "$.x.y is there twice; keep one")]
    [InlineData("\"order\": \"abort\"", "\"order\": \"pause\"", "$.deployments[0].order is \"pause\"; write run, abort or rollback")]
    [InlineData("\"percentage\": 10", "\"percentage\": 101", "$.deployments[0].stages[1].selection.percentage is 101; write 1 to 100")]
    [InlineData("\"PERCENTAGE\"", "\"LOTTERY\"", "$.deployments[0].stages[1].selection.type is no way to select devices; write PERCENTAGE, SELECTION or NAMECONTAINS")]
    [InlineData("\"INPROGRESS\"", "\"STARTING\"",
        "$.deployments[0].stages[1].state is \"STARTING\"; write READYTODEPLOY, INPROGRESS, DEPLOYED, FAILED, STOPPING or STOPPED")]
    [InlineData("\"count\": 1", "\"count\": 1, \"percent\": 1",
        "$.deployments[0].stages[0].errorThreshold has both or neither of count and percent; write one of them")]
    [InlineData("\"selectedCount\": 100", "\"other\": 100",
        "$.deployments[0].stages[1].selectedCount is missing, while errorThreshold is a percentage; write how many devices the stage selected when it was started")]
    [InlineData("\"tenth\"", "\"canaries\"", "$.deployments[0].stages[1].name is another one's name as well; give each its own")]
    [InlineData("\"tenth\"", "\"\\u0007\"", "$.deployments[0].stages[1].name is \"\\u0007\"; write a name without control characters")]
    [InlineData("\"tenth\"", "\"\\ud800\"", "$.deployments[0].stages[1].name is no text: it has half a character in it; write whole characters")]
    [InlineData("\"tenth\"", "\"\"", "$.deployments[0].stages[1].name is empty; write 1 to 63 characters")]
    [InlineData("\"written\": \"2026-11-28T12:00:00Z\"", "\"written\": \"28.11.2026\"", "$.written is \"28.11.2026\"; write a time like 2026-11-28T18:00:00Z")]
    [InlineData("\"written\": \"2026-11-28T12:00:00Z\"", "\"written\": \"2026-13-28T12:00:00Z\"",
        "$.written is \"2026-13-28T12:00:00Z\"; write a time like 2026-11-28T18:00:00Z")]
    [InlineData("edgeactors-fleet/1", "edgeactors-fleet/2",
        "$.format is \"edgeactors-fleet/2\", which this program does not know; update edgeactors, or write \"edgeactors-fleet/1\"")]
    [InlineData("edgeactors-fleet/1", "fleet", "$.format names no format of a fleet's documents; write \"edgeactors-fleet/1\"")]
    public void A_fault_names_the_place_what_is_wrong_and_what_to_do(string part, string by, string message)
    {
        Assert.Contains(part, Desired, StringComparison.Ordinal);

        Assert.Equal(message, Fault(Desired.Replace(part, by, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "$ is no JSON, or nested deeper than 32 (line 1, byte 1); repair it or write it again")]
    [InlineData("[]", "$ is a list; write an object {…}")]
    [InlineData("null", "$ is null; write an object {…}")]
    [InlineData("{}", "$.format is missing; write it")]
    [InlineData("{\"format\":\"edgeactors-fleet/1\"} x", "$ is no JSON, or nested deeper than 32 (line 1, byte 33); repair it or write it again")]
    [InlineData("{\"format\":\"edgeactors-fleet/1\", // why\n}", "$ is no JSON, or nested deeper than 32 (line 1, byte 33); repair it or write it again")]
    public void What_is_no_document_is_told_so(string json, string message) => Assert.Equal(message, Fault(json));

    [Fact]
    public void Depth_is_bounded()
    {
        string nested = string.Concat(Enumerable.Repeat("[", 100_000));

        Assert.StartsWith("$ is no JSON, or nested deeper than 32", Fault($$"""{"format":"edgeactors-fleet/1","x":{{nested}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Size_is_bounded_before_anything_is_parsed()
    {
        byte[] large = new byte[(1 << 20) + 1];

        DocumentFormatException fault = Assert.Throws<DocumentFormatException>(() => DesiredJson.Read(large));

        Assert.Equal("$ is 1048577 bytes long, more than the 1048576 that are read; it cannot be right", fault.Message);
    }

    [Fact]
    public void A_heartbeat_has_finite_numbers()
    {
        string json = Encoding.UTF8.GetString(HeartbeatJson.Write(SampleDocuments.Heartbeat)).Replace("12.5", "1e999", StringComparison.Ordinal);

        DocumentFormatException fault = Assert.Throws<DocumentFormatException>(() => HeartbeatJson.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Equal("$.agentMetrics[0].value is too large a number; write one below 1.7e308", fault.Message);
    }

    private static string Fault(string json) =>
        Assert.Throws<DocumentFormatException>(() => DesiredJson.Read(Encoding.UTF8.GetBytes(json))).Message;
}
