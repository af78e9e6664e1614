using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Hostile;

/// <summary>Models and requests that hang, loop or want absurd memory: the call ends, everybody else is served.</summary>
public sealed class HostileModelSpecs
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    [NeedsFact(Needs.Models)]
    public async Task A_run_that_never_ends_is_ended_by_the_deadline_while_others_are_served()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        KnownAnswer mnist = KnownAnswer.Mnist();
        await client.LoadAsync(mnist);
        await client.LoadAsync(Tensors.ModelFolder("hostile/hang_in_run"), "hang");
        PredictRequest hang = Tensors.Request("hang", Tensors.Floats("x", [1f], 1));

        Task<(GrpcException Refusal, TimeSpan Took)>[] hanging = [.. Enumerable.Range(0, 8).Select(_ => Calls.RefusedAsync(() => client.PredictAsync(hang, Deadline)))];
        int answered = 0;
        while (!hanging.All(h => h.IsCompleted))
        {
            await client.MustAnswerAsync(mnist);
            answered++;
        }

        foreach ((GrpcException refusal, TimeSpan took) in await Task.WhenAll(hanging))
        {
            Assert.Equal(GrpcStatusCode.DeadlineExceeded, refusal.Code);
            Assert.InRange(took, TimeSpan.Zero, Deadline + Grace);
        }

        Assert.True(answered > 20, $"only {answered} others were answered in {Deadline}");
        (GrpcException again, _) = await Calls.RefusedAsync(() => client.PredictAsync(hang, Deadline));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, again.Code);
        await client.UnloadAsync("hang");
    }

    [NeedsTheory(Needs.Models)]
    [InlineData("hostile/alloc_1500mib")]
    [InlineData("hostile/alloc_4tib")]
    public async Task A_model_that_wants_absurd_memory_is_refused_it(string folder)
    {
        await using AgentProcess agent = await AgentProcess.StartAsync("--memory-budget", "1G");
        using EdgeAgentClient client = agent.Connect();
        KnownAnswer mnist = KnownAnswer.Mnist();
        await client.LoadAsync(mnist);
        await client.LoadAsync(Tensors.ModelFolder(folder), "greedy");

        (GrpcException refusal, TimeSpan took) =
            await Calls.RefusedAsync(() => client.PredictAsync(Tensors.Request("greedy", Tensors.Floats("x", [1f], 1)), TimeSpan.FromSeconds(20)));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refusal.Code);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(23));
        Assert.InRange(agent.ResidentKiB, 0, 1_400_000);
        await client.MustAnswerAsync(mnist);
    }

    [NeedsTheory(Needs.Models)]
    [InlineData(1_000_000_000_000)]
    [InlineData(long.MaxValue)]
    public async Task A_request_for_absurd_memory_is_refused_it(long elements)
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(Tensors.ModelFolder("hostile/alloc_by_request"), "greedy");

        (GrpcException refusal, _) = await Calls.RefusedAsync(() => client.PredictAsync(Tensors.Request("greedy", Tensors.Int64("n", elements, 1)), Deadline));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refusal.Code);
        PredictResponse modest = await client.PredictAsync(Tensors.Request("greedy", Tensors.Int64("n", 3, 1)));
        Assert.Equal(3 * sizeof(float), modest.Tensors[0].ByteData.Length);
    }

    [NeedsFact(Needs.Models)]
    public async Task A_loop_of_the_clients_length_is_ended_by_its_deadline()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(Tensors.ModelFolder("hostile/slow_by_request"), "slow");
        await client.LoadAsync(Tensors.ModelFolder("node/test_range_int32_type_negative_delta_expanded"), "range");

        (GrpcException slow, TimeSpan slowTook) = await Calls.RefusedAsync(() => client.PredictAsync(
            Tensors.Request("slow", Tensors.Int64("m", 1_000_000), Tensors.Floats("x", new float[256 * 256], 256, 256)), Deadline));
        (GrpcException range, TimeSpan rangeTook) = await Calls.RefusedAsync(() => client.PredictAsync(
            Tensors.Request("range", Tensors.Int32("start", int.MaxValue), Tensors.Int32("limit", 0), Tensors.Int32("delta", -1)), Deadline));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, slow.Code);
        Assert.InRange(slowTook, TimeSpan.Zero, Deadline + Grace);
        Assert.True(range.Code is GrpcStatusCode.DeadlineExceeded or GrpcStatusCode.ResourceExhausted, $"{range.Code}: {range.Message}\n{agent.Output}");
        Assert.InRange(rangeTook, TimeSpan.Zero, Deadline + Grace);
        Assert.Single((await client.PredictAsync(Tensors.Request("slow", Tensors.Int64("m", 1), Tensors.Floats("x", new float[256 * 256], 256, 256)))).Tensors);
    }

    [NeedsTheory(Needs.Models)]
    [InlineData(0)]
    [InlineData(0, 3)]
    public async Task A_shape_that_would_kill_the_engine_is_refused_before_it(params int[] shape)
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(Tensors.ModelFolder("special/range_scalar_inputs"), "range");

        (GrpcException refusal, _) = await Calls.RefusedAsync(() => client.PredictAsync(Tensors.Request(
            "range", Tensors.Of("start", DataType.Int32, [], shape), Tensors.Int32("limit", 5), Tensors.Int32("delta", 2))));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refusal.Code);
        Assert.Contains("start", refusal.Message, StringComparison.Ordinal);
        PredictResponse right = await client.PredictAsync(Tensors.Request("range", Tensors.Int32("start", 1), Tensors.Int32("limit", 5), Tensors.Int32("delta", 2)));
        Assert.Equal(2 * sizeof(int), right.Tensors[0].ByteData.Length);
    }
}
