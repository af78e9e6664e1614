using EdgeActors.Fleet;
using EdgeActors.Specs.Models;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Polling;

/// <summary>
/// The process is killed, or the journal refuses, at each write in turn. The device ends where it would have ended anyway, never between, and reports it.
/// </summary>
public sealed class CrashSpecs
{
    private const int MostWrites = 12;

    private static readonly FleetDeployment Old = Wanted("old", Deploy("m", "m-1"), Deploy("n", "n-1"));
    private static readonly FleetDeployment Good = Wanted("new", Deploy("m", "m-2"), Deploy("n", "n-2"));

    private static readonly Dictionary<string, Life> Lives = new()
    {
        ["good"] = new([Old, Good], true, ["/models/m-2", "/models/n-2"]),
        ["does not load"] = new([Old, Wanted("new", Deploy("m", "m-2"), Deploy("n", "n-broken"))], false, ["/models/m-1", "/models/n-1"]),
        ["errs with clients"] = new([Old, Wanted("new", Deploy("m", "m-2"), Deploy("n", "n-errs"))], false, ["/models/m-1", "/models/n-1"]),
        ["partly good"] = new([Old, Wanted("new", Deploy("m", "m-2"), Deploy("n", "n-errs")).Keeping()], false, ["/models/m-2", "/models/n-1"]),
        ["emptied"] = new([Old, Wanted("new", Undeploy("m"))], true, ["/models/n-1"]),
        ["faulty"] = new([Old, Wanted("new", Deploy("m", "m-2"), Deploy("m", "m-3"))], false, ["/models/m-1", "/models/n-1"]),
        ["taken back"] = new([Good, Old.Ordered(DeploymentOrder.RollBack)], true, ["/models/m-2", "/models/n-2"]) { Before = [Good, Old], Reported = "old" },
    };

    public static TheoryData<string> Names => [.. Lives.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Killed_before_any_write_it_ends_as_it_would_have(string name)
    {
        Life life = Lives[name];
        int crashes = 0;
        for (int writes = 0; writes < MostWrites; writes++)
        {
            await using DeploymentSystem system = await Begin(life);
            TaskCompletionSource gate = BlockAfter(system, writes);
            system.Fleet.Wants(life.Wanted);
            await system.PollOr(() => system.Journal.Waiting > 0);
            await system.AdvanceUntil(() => system.Journal.Waiting > 0 || IsOver(system, life));
            if (system.Journal.Waiting > 0)
            {
                crashes++;
                await system.Kill();
                Unblock(system, gate);
                await system.RestartProcess(isKilled: true);
                await ModelsSystem.Eventually(() => IsOldOrNew(system, life));
            }

            await EndsAs(system, life);
        }

        // Each life has at least what was seen, its end, and the report handed over.
        Assert.InRange(crashes, 3, MostWrites - 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_journal_that_refuses_any_write_stops_the_actor_and_the_next_one_puts_everything_right(string name)
    {
        Life life = Lives[name];
        for (int writes = 0; writes < MostWrites; writes++)
        {
            await using DeploymentSystem system = await Begin(life);
            system.ExpectError("The journal of deployments cannot be written");
            int count = 0;
            bool refused = false;
            int at = writes;
            system.Journal.Rejects = _ => count++ == at && (refused = true);
            system.Fleet.Wants(life.Wanted);
            await system.PollOr(() => refused);
            await system.AdvanceUntil(() => refused || IsOver(system, life));
            if (refused)
            {
                await system.Kill();
                system.Start();
            }

            await EndsAs(system, life);
        }
    }

    [Fact]
    public async Task A_model_that_ends_the_process_each_time_fails_in_the_end_and_the_old_one_serves()
    {
        await using DeploymentSystem system = await Begin(Lives["good"]);
        system.Fleet.Wants(Old, Good);
        await system.Poll();
        for (int i = 0; i < system.Options.MaxInterruptions; i++)
        {
            await system.AdvanceUntil(() => system.Swap.Serving.GetValueOrDefault("m") == "/models/m-2");
            await system.RestartProcess();
        }

        await system.AdvanceUntil(() => system.Swap.Serving.GetValueOrDefault("m") == "/models/m-2");
        await system.RestartProcess();
        await system.AdvanceUntil(() => system.Reports.All.Count == 2);

        Assert.Contains("it was cut off 6 times", system.Reports.Last.Message, StringComparison.Ordinal);
        Assert.Equal(["/models/m-1", "/models/n-1"], system.Swap.Serving.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_moved_with_the_agents_data_serves_from_where_it_is_now(bool isTried)
    {
        await using DeploymentSystem system = await Begin(Lives["good"]);
        system.Fleet.Wants(Old, Good);
        await system.Poll();
        await system.AdvanceUntil(() => isTried ? system.Swap.Serving.GetValueOrDefault("m") == "/models/m-2" : system.Reports.All.Count == 2);

        await system.Kill();
        system.Store.Move("/disk2/models");
        system.Fleet.Wants();
        await system.RestartProcess();
        await system.AdvanceUntil(() => system.Swap.Serving.Count == 2);

        Assert.Equal(isTried ? ["/disk2/models/m-1", "/disk2/models/n-1"] : ["/disk2/models/m-2", "/disk2/models/n-2"], system.Swap.Serving.Values);
        Assert.Contains("/disk2/models/m-1", system.Store.Folders);
    }

    [Fact]
    public async Task A_stopping_agent_decides_nothing_and_goes_on_after_the_start()
    {
        await using DeploymentSystem system = await Begin(Lives["good"]);
        system.Fleet.Wants(Old, Good);
        await system.Poll();
        await system.AdvanceUntil(() => system.Swap.Serving.GetValueOrDefault("m") == "/models/m-2");
        system.Swap.IsStopping = true;
        system.Swap.ClientUnloads("m");
        system.Advance(TimeSpan.FromHours(1));
        await system.RestartProcess();

        await system.AdvanceUntil(() => system.Reports.All.Count == 2);

        Assert.True(system.Reports.Last.Succeeded, system.Reports.Last.Message);
    }

    [Fact]
    public async Task A_device_starts_with_its_models_before_the_fleet_is_asked()
    {
        await using DeploymentSystem system = await Begin(Lives["good"]);
        int polls = system.Fleet.Polls;

        await system.RestartProcess();

        await ModelsSystem.Eventually(() => system.Swap.Serving.Values.SequenceEqual(["/models/m-1", "/models/n-1"]));
        Assert.Equal(polls, system.Fleet.Polls);
    }

    [Fact]
    public async Task In_the_place_of_a_damaged_package_the_one_before_serves_until_it_is_fetched_again()
    {
        await using DeploymentSystem system = await Begin(Lives["good"]);
        await system.Deploy(Old, Good);
        system.ExpectError("The stored package of model m is damaged: a file was changed");
        system.Fleet.Away = "no network";
        system.Store.Damaged["/models/m-2"] = true;

        await system.RestartProcess();
        await ModelsSystem.Eventually(() => system.Swap.Serving.Values.SequenceEqual(["/models/m-1", "/models/n-2"]));

        system.Fleet.Away = null;
        await system.Poll();
        await system.AdvanceUntil(() => system.Swap.Serving.Values.SequenceEqual(["/models/m-2", "/models/n-2"]));
        await system.AdvanceUntil(() => system.Reports.All.Count == 3);
    }

    [Fact]
    public async Task Snapshots_keep_the_journal_small_and_are_started_from()
    {
        await using DeploymentSystem system = new DeploymentSystem(static options => options with { SnapshotEvents = 5 }).Start();
        for (int i = 0; i < 12; i++)
        {
            await system.Deploy(Wanted("d", Deploy("m", "m-" + i)));
        }

        await ModelsSystem.Eventually(() => system.Snapshots.Saves >= 10 && system.Journal.Deletes >= 10);
        await system.RestartProcess();

        await ModelsSystem.Eventually(() => system.Swap.Serving.GetValueOrDefault("m") == "/models/m-11");
        await ModelsSystem.Eventually(() => system.Store.Folders.SetEquals(["/models/m-10", "/models/m-11"]));
    }

    private static async Task<DeploymentSystem> Begin(Life life)
    {
        DeploymentSystem system = new DeploymentSystem().Start();
        foreach (int most in Enumerable.Range(1, life.Before.Length))
        {
            await system.Deploy(life.Before[..most]);
        }

        // The last report is handed over before it begins.
        await system.Poll();
        int writes = -1;
        await ModelsSystem.Eventually(() => writes == (writes = system.Journal.Groups) && system.Journal.Waiting == 0);
        return system;
    }

    private static async Task EndsAs(DeploymentSystem system, Life life)
    {
        await system.AdvanceUntil(() => IsOver(system, life) && system.Swap.Loaded == life.Serving.Length);
        Assert.Equal(life.Serving, system.Swap.Serving.Values);
        Assert.Equal(life.Succeeds, system.Reports.Last.Succeeded);
        await system.RestartProcess();
        await ModelsSystem.Eventually(() => system.Swap.Serving.Values.SequenceEqual(life.Serving));
    }

    private static bool IsOver(DeploymentSystem system, Life life) => system.Reports.All.Count > life.Before.Length
        && system.Reports.Last.Name == life.Reported
        && system.Swap.Serving.Values.SequenceEqual(life.Serving);

    private static bool IsOldOrNew(DeploymentSystem system, Life life) =>
        system.Swap.Serving.Values.SequenceEqual(life.Serving) || system.Swap.Serving.Values.SequenceEqual(["/models/m-1", "/models/n-1"]);

    private static TaskCompletionSource BlockAfter(DeploymentSystem system, int writes)
    {
        TaskCompletionSource gate = new();
        int left = writes;
        system.Journal.Gate = left == 0 ? gate.Task : Task.CompletedTask;
        system.Journal.Rejects = _ =>
        {
            system.Journal.Gate = --left <= 0 ? gate.Task : Task.CompletedTask;
            return false;
        };
        return gate;
    }

    // What was being written is never written.
    private static void Unblock(DeploymentSystem system, TaskCompletionSource gate)
    {
        system.Journal.Rejects = static _ => false;
        system.Journal.Gate = Task.CompletedTask;
        system.Journal.Waiting = 0;
        gate.SetException(new IOException("the process was killed"));
    }

    private sealed record Life(FleetDeployment[] Wanted, bool Succeeds, string[] Serving)
    {
        public FleetDeployment[] Before { get; init; } = [Old];

        public string Reported { get; init; } = "new";
    }
}
