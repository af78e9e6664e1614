using EdgeActors.Capture;
using EdgeActors.Capture.Layout;

namespace EdgeActors.Specs.Capture.Layout;

public sealed class RecordSpecs
{
    [Fact]
    public async Task A_capture_without_items_has_four_empty_arrays()
    {
        string record = await Captures.Options.RecordOf(Captures.One());

        Assert.Equal(
            """
            {"deviceFleetAuxiliaryInputs":[],"deviceFleetAuxiliaryOutputs":[],"deviceFleetInputs":[],"deviceFleetOutputs":[],"eventMetadata":{"deviceFleetName":"fleet-1","deviceId":"device-7","eventId":"id-1","inferenceTime":"2026-03-01T23:59:58","modelName":"net","modelVersion":"1.0"},"eventVersion":"0"}

            """,
            record);
    }

    [Fact]
    public async Task Items_stand_in_the_array_of_their_kind_in_the_order_of_the_request()
    {
        CapturedData capture = Captures.One(items:
        [
            Captures.Item(CaptureItemKind.OutputTensor, [1, 2], "Tensor[UINT8; 1, 2]"),
            Captures.Item(CaptureItemKind.AuxiliaryInput, "{}", "json"),
            Captures.Item(CaptureItemKind.OutputTensor, [251, 239, 191], "Tensor[UINT8; 3]"),
            Captures.Item(CaptureItemKind.InputTensor, [], "Tensor[FLOAT32; 0]"),
            Captures.Item(CaptureItemKind.AuxiliaryOutput, "a,b", "csv"),
        ]);

        string record = await Captures.Options.RecordOf(capture);

        Assert.StartsWith(
            """
            {"deviceFleetAuxiliaryInputs":[{"data":"e30=","encoding":"BASE64","mode":"Input","name":"x","observedContentType":"json"}],
            "deviceFleetAuxiliaryOutputs":[{"data":"YSxi","encoding":"BASE64","mode":"Output","name":"x","observedContentType":"csv"}],
            "deviceFleetInputs":[{"data":"","encoding":"BASE64","mode":"Input","name":"x","observedContentType":"Tensor[FLOAT32; 0]"}],
            "deviceFleetOutputs":[{"data":"AQI=","encoding":"BASE64","mode":"Output","name":"x","observedContentType":"Tensor[UINT8; 1, 2]"},
            {"data":"+++/","encoding":"BASE64","mode":"Output","name":"x","observedContentType":"Tensor[UINT8; 3]"}],
            """.Replace("\n", "", StringComparison.Ordinal),
            record);
    }

    [Fact]
    public async Task A_payload_above_the_limit_is_referred_to()
    {
        CapturedData capture = Captures.One(items: [Captures.Item(CaptureItemKind.InputTensor, 3073)]);

        BatchObjects objects = await Captures.Options.Render(capture);

        PayloadObject payload = Assert.Single(objects.Payloads);
        Assert.Equal((1L, 0, 3073L, "application/octet-stream"), (payload.CaptureNumber, payload.ItemIndex, payload.Length, payload.ContentType));
        Assert.Contains(
            $$"""{"data-ref":"s3://bucket/{{payload.Key}}","encoding":"NONE","mode":"Input","name":"x","observedContentType":"Tensor[UINT8; 4]"}""",
            await Captures.Options.RecordOf(capture));
    }

    [Fact]
    public async Task A_payload_of_just_the_limit_is_embedded()
    {
        CapturedData capture = Captures.One(items: [Captures.Item(CaptureItemKind.InputTensor, 100)]);

        BatchObjects objects = await (Captures.Options with { EmbedLimit = 100 }).Render(capture);
        BatchObjects beyond = await (Captures.Options with { EmbedLimit = 99 }).Render(capture);

        Assert.Empty(objects.Payloads);
        Assert.Single(beyond.Payloads);
    }

    [Theory]
    [InlineData("AQID", "AQID")]
    [InlineData("AQ ID\n", "AQ ID\\n")]
    [InlineData("not base64!", "bm90IGJhc2U2NCE=")]
    public async Task What_the_client_sent_as_BASE64_is_not_encoded_twice(string sent, string written)
    {
        CapturedData capture = Captures.One(items: [Captures.Item(CaptureItemKind.AuxiliaryInput, sent, "bin", base64: true)]);

        string record = await Captures.Options.RecordOf(capture);

        Assert.Contains($$"""[{"data":"{{written}}","encoding":"BASE64",""", record);
    }

    [Fact]
    public async Task Names_that_would_break_lines_or_terminals_are_escaped()
    {
        CapturedData capture = Captures.One(id: "a\n\r\u001b[31m\u0085\u2028\u2029\"\\\ud800z", model: "m\0");

        string record = await Captures.Options.RecordOf(capture);

        Assert.EndsWith("\n", record);
        Assert.DoesNotContain(record[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.Contains("""
            "eventId":"a\n\r\u001B[31m\u0085\u2028\u2029\"\\
            """, record);
    }

    [Fact]
    public async Task Time_is_told_in_UTC_wherever_the_clock_was()
    {
        DateTimeOffset local = new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(2)).AddMilliseconds(999);

        BatchObjects objects = await Captures.Options.Render(Captures.One(at: local));

        Assert.StartsWith("sme-capture/fleet-1/net/2025/12/31/22/", Assert.Single(objects.Manifests).Key);
        Assert.Contains("\"inferenceTime\":\"2025-12-31T22:30:00\"", await Captures.Options.RecordOf(Captures.One(at: local)));
    }
}
