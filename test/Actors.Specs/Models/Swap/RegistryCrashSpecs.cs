using Akka.Actor;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Swap;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Swap;

/// <summary>The registry crashes before or after each message of a swap: everybody is answered, no prediction fails, nothing stays loaded.</summary>
public sealed class RegistryCrashSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] Folders = ["v1", "v2", "other"];

    // Each message, and how often it comes at least.
    private static readonly (string Name, int Times)[] Messages =
    [
        ("Stage", 2), ("Inspected", 4), ("ModelReady", 4), ("Publish", 4), ("Release", 1),
        ("ModelDrained", 3), ("ModelStopped", 3), ("Withdraw", 2), ("LoadModel", 2), ("UnloadModel", 2),
    ];

    public static TheoryData<string, int, string> Points()
    {
        TheoryData<string, int, string> points = [];
        foreach ((string message, int times) in Messages)
        {
            for (int number = 1; number <= times; number++)
            {
                points.Add(message, number, "before");
                points.Add(message, number, "after");
            }
        }

        return points;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_crash_at_any_message_fails_no_prediction_and_leaves_nothing_behind(string message, int number, string moment)
    {
        await using ModelsSystem system = new(faults: $"at actor /user/edge/models on {message} #{number} {moment}: crash");
        system.ExpectError("injected");
        Assert.All(Folders, folder => system.Engine.In(folder));

        long first = (await UntilDone(() => system.Swap.StageAsync("m", "v1", default))).Id!.Value;
        await UntilDone(() => system.Swap.PublishAsync("m", first, default));
        using CancellationTokenSource over = new();
        Task caller = Task.Run(() => PredictUntil(system, over.Token));
        long second = (await UntilDone(() => system.Swap.StageAsync("m", "v2", default))).Id!.Value;
        foreach (long next in (long[])[second, first, second])
        {
            await UntilDone(() => system.Swap.PublishAsync("m", next, default));
        }

        await UntilDone(() => system.Swap.ReleaseAsync(first, default));
        await UntilDone(() => system.Swap.WithdrawAsync("other", default));
        foreach (object command in (object[])[new LoadModel("other", "other"), new UnloadModel("other"), new LoadModel("other", "other"), new UnloadModel("other")])
        {
            await UntilDone(system, command);
        }

        await UntilDone(() => system.Swap.WithdrawAsync("other", default));
        await over.CancelAsync();
        await caller;

        await ModelsSystem.Eventually(() => system.HasLoggedError("injected"));
        Assert.Equal(second, system.Swap.Find("m"));
        Assert.True((await system.Supervisor.Ask<EdgeSupervisor.Stopped>(EdgeSupervisor.Stop.Instance, Patience)).Complete);
        await ModelsSystem.Eventually(() => Folders.All(folder => system.Engine.In(folder).Loads.Value == system.Engine.In(folder).SessionsDisposed.Value));
    }

    // A command that was answered by a crash may have been done.
    private static async Task<SwapAnswer> UntilDone(Func<Task<SwapAnswer>> command)
    {
        SwapAnswer answer = await command().WaitAsync(Patience);
        answer = answer.Fault is { Code: FaultCode.Internal } ? await command().WaitAsync(Patience) : answer;
        Assert.True(answer.Fault is null or { Code: FaultCode.NotFound }, answer.Fault?.Message);
        return answer;
    }

    private static async Task UntilDone(ModelsSystem system, object command)
    {
        IModelsReply reply = await system.Ask(command);
        reply = reply is ModelRefused { Fault.Code: FaultCode.Internal } ? await system.Ask(command) : reply;
        Assert.True(reply is not ModelRefused refused || refused.Fault.Code is FaultCode.NotFound or FaultCode.AlreadyExists, reply.ToString());
    }

    private static async Task PredictUntil(ModelsSystem system, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            PredictOutcome outcome = await system.Predict("m", CancellationToken.None);
            Assert.True(outcome.Fault is null, outcome.Fault?.Message);
            outcome.Result!.Dispose();
            await Task.Yield();
        }
    }
}
