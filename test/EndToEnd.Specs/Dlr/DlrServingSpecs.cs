using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Dlr;

/// <summary>Compiled models by the socket, beside ONNX ones.</summary>
public sealed class DlrServingSpecs
{
    private const int Clients = 8;
    private const int Rounds = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [StandInFact]
    public async Task A_compiled_model_goes_the_whole_way()
    {
        await using AgentProcess agent = await DlrModels.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        string folder = DlrModels.Write(agent, "double", 2);

        LoadModelResponse loaded = await client.LoadAsync(folder, "double");
        Model described = (await client.DescribeModelAsync(new DescribeModelRequest { Name = "double" }, Patience, CancellationToken.None)).Model;
        PredictRequest request = DlrModels.Request("double", 1, 2, 3, 4);
        PredictResponse answer = await client.PredictAsync(request);
        await client.CaptureDataAsync(
            new CaptureDataRequest { ModelName = "double", CaptureId = "one", InputTensors = { request.Tensors }, OutputTensors = { answer.Tensors } },
            Patience,
            CancellationToken.None);
        await StoredAsync(client, "one");
        await client.UnloadAsync("double");
        (GrpcException gone, _) = await Calls.RefusedAsync(() => client.PredictAsync(request));

        Assert.Equal("data", loaded.Model.InputTensorMetadatas[0].Name.ToStringUtf8());
        Assert.Equal([1, 4], described.OutputTensorMetadatas[0].Shape);
        Assert.Equal(DataType.Float32, described.OutputTensorMetadatas[0].DataType);
        Assert.Equal("scores", answer.Tensors[0].TensorMetadata.Name.ToStringUtf8());
        Assert.NotEmpty(Directory.EnumerateFiles(agent.CaptureFolder, "*.jsonl", SearchOption.AllDirectories));
        Assert.Equal(GrpcStatusCode.NotFound, gone.Code);
    }

    [StandInFact]
    public async Task Eight_clients_on_three_models_get_their_own_answers()
    {
        await using AgentProcess agent = await DlrModels.StartAsync("--max-concurrency", "4");
        (string Name, double Scale)[] models = [("double", 2), ("half", 0.5), ("negative", -3)];
        using (EdgeAgentClient client = agent.Connect())
        {
            foreach ((string name, double scale) in models)
            {
                await client.LoadAsync(DlrModels.Write(agent, name, scale), name);
            }
        }

        await Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) =>
        {
            using EdgeAgentClient client = agent.Connect();
            for (int round = 0; round < Rounds; round++)
            {
                (string name, double scale) = models[(number + round) % models.Length];
                await client.MustMultiplyAsync(name, scale, (number * 1000) + round);
            }
        });

        Assert.DoesNotContain("is used by two threads", agent.Output, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Models, Needs.Gcc)]
    public async Task Compiled_and_onnx_models_are_served_side_by_side()
    {
        await using AgentProcess agent = await DlrModels.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        KnownAnswer mnist = KnownAnswer.Mnist();
        await client.LoadAsync(mnist);
        await client.LoadAsync(DlrModels.Write(agent, "double", 2), "double");

        for (int i = 0; i < 20; i++)
        {
            await Task.WhenAll(client.MustAnswerAsync(mnist), client.MustMultiplyAsync("double", 2, i));
        }

        Assert.Equal(["mnist", "double"], (await client.ListModelsAsync()).Models.Select(model => model.Name));
    }

    [StandInFact]
    public async Task A_folder_of_neither_kind_or_of_both_is_refused_by_name()
    {
        await using AgentProcess agent = await DlrModels.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        string both = DlrModels.Write(agent, "both", 2);
        await File.WriteAllTextAsync(Path.Combine(both, "net.onnx"), "");
        string neither = Directory.CreateDirectory(Path.Combine(agent.Folder, "neither")).FullName;
        await File.WriteAllTextAsync(Path.Combine(neither, "saved_model.pb"), "");

        (GrpcException ofBoth, _) = await Calls.RefusedAsync(() => client.LoadAsync(both, "both"));
        (GrpcException ofNeither, _) = await Calls.RefusedAsync(() => client.LoadAsync(neither, "neither"));

        Assert.Equal(GrpcStatusCode.FailedPrecondition, ofBoth.Code);
        Assert.Contains("net.onnx", ofBoth.Message, StringComparison.Ordinal);
        Assert.Contains("compiled.params", ofBoth.Message, StringComparison.Ordinal);
        Assert.Equal(GrpcStatusCode.FailedPrecondition, ofNeither.Code);
        Assert.Contains("saved_model.pb", ofNeither.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_library_only_compiled_models_are_refused_and_how_to_get_it_is_told()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync("--dlr-library", "/nowhere/libdlr.so");
        using EdgeAgentClient client = agent.Connect();

        (GrpcException refused, _) = await Calls.RefusedAsync(() => client.LoadAsync(DlrModels.Write(agent, "double", 2), "double"));

        Assert.Equal(GrpcStatusCode.FailedPrecondition, refused.Code);
        Assert.Contains("'/nowhere/libdlr.so' cannot be used, there is no such file", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--dlr-library", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await client.ListModelsAsync()).Models);
    }

    private static async Task StoredAsync(EdgeAgentClient client, string id)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(50));
        GetCaptureDataStatusRequest ask = new() { CaptureId = id };
        while ((await client.GetCaptureDataStatusAsync(ask, Patience, late.Token)).Status != CaptureDataStatus.Success)
        {
            await tick.WaitForNextTickAsync(late.Token);
        }
    }
}
