using EdgeActors.Capture;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CaptureDataMethodSpecs
{
    [Fact]
    public async Task Request_becomes_a_draft()
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = new()
        {
            ModelName = "ignored",
            ModelHandle = "packed",
            CaptureId = "capture-in-größe:2026_1",
            InferenceTimestamp = new Timestamp { Seconds = 1_700_000_000, Nanos = 123_456_789 },
            InputTensors = { CaptureCalls.Bytes(8, DataType.Float32, 1, 2) },
            OutputTensors = { CaptureCalls.Bytes(3, DataType.Uint8, 3) },
            Inputs = { new AuxilaryData { Name = "a", Encoding = Encoding.Json, ByteData = ByteString.CopyFromUtf8("{}") } },
            Outputs = { new AuxilaryData { Name = "b", Encoding = Encoding.Csv, ByteData = ByteString.CopyFromUtf8("1,2") } },
        };

        CaptureDraft draft = await calls.AcceptAsync(request);

        Assert.Equal(("capture-in-größe:2026_1", "packed", "Package", "2.1"), (draft.CaptureId, draft.Model, draft.ModelName, draft.ModelVersion));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).AddTicks(1_234_567), draft.InferenceTime);
        Assert.Equal(
            [
                (CaptureItemKind.InputTensor, "t", "Tensor[FLOAT32; 1, 2]", 8),
                (CaptureItemKind.OutputTensor, "t", "Tensor[UINT8; 3]", 3),
                (CaptureItemKind.AuxiliaryInput, "a", "json", 2),
                (CaptureItemKind.AuxiliaryOutput, "b", "csv", 3),
            ],
            draft.Items.Select(item => (item.Kind, item.Name, item.ContentType, item.Data.Length)));
        Assert.Equal("1,2", System.Text.Encoding.UTF8.GetString(draft.Items[3].Data.Span));
        Assert.Equal(0, calls.Memory.InUse);
    }

    [Fact]
    public async Task Model_without_a_package_goes_by_its_alias_and_the_configured_word()
    {
        using CaptureCalls calls = new(new CaptureRequestOptions { NoVersion = "1.0" });

        CaptureDraft draft = await calls.AcceptAsync(new CaptureDataRequest { ModelName = "plain", CaptureId = "c" });

        Assert.Equal(("plain", "plain", "1.0"), (draft.Model, draft.ModelName, draft.ModelVersion));
    }

    [Fact]
    public async Task Capture_without_data_is_a_capture()
    {
        using CaptureCalls calls = new();

        Assert.Empty((await calls.AcceptAsync(CaptureCalls.Good())).Items);
    }

    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(true, 0, 0)]
    public async Task Time_that_is_not_set_is_left_to_the_agent(bool sent, long seconds, int nanos)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.InferenceTimestamp = sent ? new Timestamp { Seconds = seconds, Nanos = nanos } : null;

        Assert.Null((await calls.AcceptAsync(request)).InferenceTime);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(5, 1_000_000_000)]
    [InlineData(-62_135_596_801, 0)]
    [InlineData(253_402_300_800, 0)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public async Task Time_that_is_none_is_refused(long seconds, int nanos)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.InferenceTimestamp = new Timestamp { Seconds = seconds, Nanos = nanos };

        GrpcException refused = await calls.RefuseAsync(request);

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains($"inference_timestamp {seconds} s + {nanos} ns", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a\nb", "\"a\\u000Ab\" holds a control character")]
    [InlineData("\u0085", "holds a control character")]
    public async Task Id_that_breaks_the_rule_is_refused_and_shown_escaped(string id, string expected)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.CaptureId = id;

        GrpcException refused = await calls.RefuseAsync(request);

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(5000, false)]
    public async Task Id_has_at_most_256_characters(int length, bool accepted)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.CaptureId = new string('ü', length);

        GrpcStatusCode code = accepted
            ? (await calls.AcceptAsync(request)).CaptureId.Length == length ? GrpcStatusCode.Ok : GrpcStatusCode.Unknown
            : (await calls.RefuseAsync(request)).Code;

        Assert.Equal(accepted ? GrpcStatusCode.Ok : GrpcStatusCode.InvalidArgument, code);
    }

    [Fact]
    public async Task Id_that_is_no_text_is_refused()
    {
        using CaptureCalls calls = new();
        byte[] message = [.. CaptureCalls.Good().ToByteArray(), (2 << 3) | 2, 2, 0xC3, 0x28];
        using FakeUnaryCall call = new(message);

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(async () => await calls.Method.InvokeAsync(call));

        Assert.Equal((GrpcStatusCode.InvalidArgument, "the capture_id is not UTF-8: send text, a UUID for example"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("", GrpcStatusCode.InvalidArgument, "names no model")]
    [InlineData("plan", GrpcStatusCode.NotFound, "no model is loaded as 'plan'; load it with LoadModel first, did you mean 'plain'?")]
    [InlineData("x\r\ny", GrpcStatusCode.NotFound, "no model is loaded as 'x\\u000D\\u000Ay'; load it with LoadModel first, see ListModels")]
    public async Task Model_has_to_be_loaded(string alias, GrpcStatusCode code, string expected)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.ModelHandle = alias;

        GrpcException refused = await calls.RefuseAsync(request);

        Assert.Equal(code, refused.Code);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Null(calls.Buffer.Draft);
    }

    [Fact]
    public async Task Stopping_agent_is_unavailable()
    {
        using CaptureCalls calls = new(stopping: true);

        Assert.Equal(GrpcStatusCode.Unavailable, (await calls.RefuseAsync(CaptureCalls.Good())).Code);
    }

    [Fact]
    public async Task Refusal_of_the_buffer_becomes_its_status_with_the_retry_hint()
    {
        CaptureProtocol.CaptureRefused full = new(CaptureRefusal.Full, "30 captures wait already", TimeSpan.FromSeconds(2));
        using CaptureCalls calls = new(buffer: new FakeCaptureBuffer(full));

        GrpcException refused = await calls.RefuseAsync(CaptureCalls.Good());

        Assert.Equal(
            (GrpcStatusCode.ResourceExhausted, "30 captures wait already", TimeSpan.FromSeconds(2)),
            (refused.Code, refused.Message, refused.RetryAfter!.Value));
    }

    [Fact]
    public async Task Full_buffer_refuses_without_a_look_at_the_request()
    {
        CaptureProtocol.CaptureRefused full = new(CaptureRefusal.Full, "30 captures wait already", TimeSpan.FromSeconds(2));
        using CaptureCalls calls = new(buffer: new FakeCaptureBuffer { Full = full });
        using FakeUnaryCall malformed = new([0xFF]);

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(async () => await calls.Method.InvokeAsync(malformed));

        Assert.Equal((GrpcStatusCode.ResourceExhausted, TimeSpan.FromSeconds(2)), (refused.Code, refused.RetryAfter!.Value));
        Assert.True(malformed.WasRead);
        Assert.Null(calls.Buffer.Draft);
    }

    [Fact]
    public async Task Client_that_gives_up_is_let_go_but_its_bytes_count_until_the_buffer_has_answered()
    {
        using CaptureCalls calls = new(buffer: new FakeCaptureBuffer { Holds = true });
        CaptureDataRequest request = CaptureCalls.Good();
        request.InputTensors.Add(CaptureCalls.Bytes(5000, DataType.Uint8, 5000));
        using FakeUnaryCall call = new(request);
        Task invoked = calls.Method.InvokeAsync(call).AsTask();

        call.Abort();

        Assert.Equal(GrpcStatusCode.Cancelled, (await Assert.ThrowsAsync<GrpcException>(() => invoked)).Code);
        Assert.Equal(5000, calls.Memory.InUse);
        calls.Buffer.Release();
        await Eventually.Holds(() => calls.Memory.InUse == 0);
    }
}
