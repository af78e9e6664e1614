using System.Diagnostics;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Agents;

/// <summary>What specs say to an agent, with a deadline on everything.</summary>
internal static class Calls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<LoadModelResponse> LoadAsync(this EdgeAgentClient client, string folder, string name) =>
        client.LoadModelAsync(new LoadModelRequest { Url = folder, Name = name }, Patience, CancellationToken.None);

    public static Task LoadAsync(this EdgeAgentClient client, KnownAnswer model) => client.LoadAsync(model.Folder, model.Model);

    public static Task UnloadAsync(this EdgeAgentClient client, string name) =>
        client.UnLoadModelAsync(new UnLoadModelRequest { Name = name }, Patience, CancellationToken.None);

    public static Task<PredictResponse> PredictAsync(this EdgeAgentClient client, PredictRequest request) => client.PredictAsync(request, Patience);

    public static Task<PredictResponse> PredictAsync(this EdgeAgentClient client, PredictRequest request, TimeSpan deadline) =>
        client.PredictAsync(request, deadline, CancellationToken.None);

    public static async Task MustAnswerAsync(this EdgeAgentClient client, KnownAnswer model) =>
        Assert.True(model.Matches(await client.PredictAsync(model.Request)), model.Model + " answered wrongly");

    /// <summary>The status that a call ends with, and how long it took.</summary>
    public static async Task<(GrpcException Refusal, TimeSpan Took)> RefusedAsync(Func<Task> call)
    {
        long start = Stopwatch.GetTimestamp();
        GrpcException refusal = await Assert.ThrowsAsync<GrpcException>(call);
        return (refusal, Stopwatch.GetElapsedTime(start));
    }
}
