using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.SharedModels;

namespace EdgeActors.Specs.Conformance;

/// <summary>Every model of the shared set, but the hostile ones, through the socket of a real agent: it ends as its entry says.</summary>
public sealed class ConformanceSpecs(ServedAgent served) : IClassFixture<ServedAgent>
{
    private const string Alias = "conformance";

    private static readonly GrpcStatusCode[] CleanCodes =
        [GrpcStatusCode.FailedPrecondition, GrpcStatusCode.InvalidArgument, GrpcStatusCode.NotFound, GrpcStatusCode.ResourceExhausted];

    private readonly EdgeAgentClient _client = served.Client;

    public static TheoryData<string> Serving => [.. Folders(Expected.Ok)];

    public static TheoryData<string> Refused => [.. Folders(Expected.Unsupported).Concat(Folders(Expected.Bad))];

    [NeedsTheory(Needs.Models)]
    [MemberData(nameof(Serving))]
    public async Task Model_loads_and_gives_the_right_numbers(string folder)
    {
        ModelEntry entry = ModelIndex.Entry(folder);
        Model model = (await _client.LoadAsync(entry.Path, Alias)).Model;
        try
        {
            Assert.Equal((Alias, Alias, entry.Path), (model.Name, model.Handle, model.Url));
            if (entry.HasUsableData)
            {
                Check(entry, await _client.PredictAsync(Request(entry)));
            }
        }
        finally
        {
            await _client.UnloadAsync(Alias);
        }
    }

    [NeedsTheory(Needs.Models)]
    [MemberData(nameof(Refused))]
    public async Task Model_is_refused_cleanly_and_the_agent_answers_on(string folder)
    {
        ModelEntry entry = ModelIndex.Entry(folder);

        GrpcException refusal = await Assert.ThrowsAsync<GrpcException>(() => LoadAndRunAsync(entry));
        await UnloadIfThereAsync();

        Assert.Contains(refusal.Code, CleanCodes);
        Assert.True(refusal.Message.Length > 20, "a refusal says why: " + refusal.Message);
        Assert.DoesNotContain("onnxruntime_src", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("onnxruntime::", refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await _client.ListModelsAsync()).Models);
    }

    private static IEnumerable<string> Folders(Expected expected) =>
        ModelIndex.Absent is null ? ModelIndex.Entries.Where(e => e.Expected == expected).Select(e => e.Folder) : ["none"];

    private static PredictRequest Request(ModelEntry entry) => Tensors.Request(
        Alias,
        [.. entry.Inputs!.Select(t => Tensors.Of(t.Name, (DataType)(int)t.Type!.Value, entry.Bytes(t), [.. t.Shape.Select(e => (int)e)]))]);

    private static void Check(ModelEntry entry, PredictResponse answer)
    {
        foreach (IndexedTensor want in entry.Outputs!)
        {
            Tensor got = Assert.Single(answer.Tensors, t => t.TensorMetadata.Name.ToStringUtf8() == want.Name);
            Assert.Equal((int)want.Type!.Value, (int)got.TensorMetadata.DataType);
            Assert.Equal(want.Shape, got.TensorMetadata.Shape.Select(e => (long)e));
            Assert.Null(TensorComparison.Difference(
                want.Type.Value, got.ByteData.Span, entry.Bytes(want), entry.RelativeTolerance, entry.AbsoluteTolerance));
        }
    }

    private async Task LoadAndRunAsync(ModelEntry entry)
    {
        await _client.LoadAsync(entry.Path, Alias);
        PredictRequest request = entry.HasUsableData ? Request(entry) : Tensors.Request(Alias);
        await _client.PredictAsync(request);
    }

    private async Task UnloadIfThereAsync()
    {
        if ((await _client.ListModelsAsync()).Models.Count > 0)
        {
            await _client.UnloadAsync(Alias);
        }
    }
}
