using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Stages;
using EdgeActors.Fleet.Tree;
using EdgeActors.Specs.Fleet.Tree;
using Microsoft.Extensions.Logging.Abstractions;
using static EdgeActors.Specs.Fleet.Stages.StageSamples;

namespace EdgeActors.Specs.Fleet.Operating;

public sealed class FleetRecordsSpecs
{
    private static readonly DesiredDeployment Mnist = Wanted(Ready("all"));
    private readonly MemoryTree _store = new();
    private readonly FleetRecords _records;

    public FleetRecordsSpecs()
    {
        _records = new FleetRecords(_store, new FleetTree("plant"));
    }

    [Fact]
    public async Task Missing_fleet_is_told_with_what_to_do()
    {
        OperatorException fault = await Assert.ThrowsAsync<OperatorException>(() => _records.FleetAsync(default));

        Assert.Contains("there is no fleet \"plant\" in memory; make it by 'edgeactors fleet init'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcomes_are_read_from_keys_and_a_failure_wins_over_what_cannot_be_compared()
    {
        _store[Result("a", succeeded: true)] = [];
        _store[Result("b", succeeded: false)] = [];
        _store[Result("c", succeeded: true)] = [];
        _store[Result("c", succeeded: false)] = [];
        _store[_records.Tree.ResultKey("mnist-2", new string('0', 64), true, "d")] = [];

        IReadOnlyDictionary<string, DeviceOutcome> outcomes = await _records.OutcomesAsync(Mnist, default);

        Assert.Equal(
            [("a", DeviceOutcome.Succeeded), ("b", DeviceOutcome.Failed), ("c", DeviceOutcome.Failed)],
            outcomes.Select(one => (one.Key, one.Value)).Order());
    }

    [Fact]
    public async Task Of_a_device_with_both_results_the_later_one_counts()
    {
        foreach ((string device, int secondsLater) in ((string, int)[])[("repaired", 1), ("undone", -1), ("tie", 0)])
        {
            ResultDocument failed = Told(device, "no room on the disk");
            _store[Result(device, succeeded: false)] = ResultJson.Write(failed);
            _store[Result(device, succeeded: true)] = ResultJson.Write(
                failed with { Result = failed.Result with { Succeeded = true, Ended = failed.Result.Ended.AddSeconds(secondsLater) } });
        }

        IReadOnlyDictionary<string, DeviceOutcome> outcomes = await _records.OutcomesAsync(Mnist, default);

        Assert.Equal(
            (DeviceOutcome.Succeeded, DeviceOutcome.Failed, DeviceOutcome.Failed), (outcomes["repaired"], outcomes["undone"], outcomes["tie"]));
    }

    [Fact]
    public async Task What_was_stopped_is_no_outcome()
    {
        DeploymentResult stopped = Told("a", "the fleet ordered to stop it").Result with { Stopped = true };
        using TreeFleet device = new(
            _store, ownsStore: false, new DeviceIdentity("plant", "a"), new TreeScene.FixedSignature(), TimeProvider.System, NullLogger.Instance);
        _store[_records.Tree.FleetKey] = FleetJson.Write(new FleetDocument { Fleet = "plant", Created = Begin });

        FleetAnswer<Delivered> answer = await device.SendAsync(
            new EdgeActors.Fleet.Heartbeat { Time = Begin, AgentVersion = "1.4.0", Deployment = stopped }, default);

        Assert.NotNull(answer.Value);
        Assert.Empty(await _records.OutcomesAsync(Mnist, default));
        Assert.True(ResultJson.Read(_store[$"{_records.Tree.Results("mnist-2", Mnist.Digest)}stopped/a.json"]).Result.Stopped);
    }

    [Fact]
    public async Task Reasons_are_those_of_the_results_and_damage_is_one()
    {
        _store[Result("a", succeeded: false)] = ResultJson.Write(Told("a", "no room on the disk"));
        _store[Result("b", succeeded: false)] = ResultJson.Write(Told("b", "", "the model cannot be loaded"));
        _store[Result("c", succeeded: false)] = "not json"u8.ToArray();

        IReadOnlyDictionary<string, string> reasons = await _records.ReasonsAsync(Mnist, ["a", "b", "c", "d"], default);

        Assert.Equal(("no room on the disk", "the model cannot be loaded", "its result is gone"), (reasons["a"], reasons["b"], reasons["d"]));
        Assert.Contains("cannot be read", reasons["c"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_or_foreign_heartbeat_is_told_and_stops_nothing()
    {
        EdgeActors.Fleet.Heartbeat beat = new() { Time = Begin, AgentVersion = "1.4.0" };
        _store[_records.Tree.HeartbeatKey("a")] = HeartbeatJson.Write(new HeartbeatDocument("plant", "a", beat));
        _store[_records.Tree.HeartbeatKey("b")] = HeartbeatJson.Write(new HeartbeatDocument("plant", "a", beat));
        _store[_records.Tree.HeartbeatKey("c")] = new byte[FleetFormat.LargestDocument + 1];
        _store[_records.Tree.HeartbeatKey("d")] = "{"u8.ToArray();

        Gathered<HeartbeatDocument> gathered = await _records.HeartbeatsAsync(default);

        Assert.Equal(["a"], gathered.Documents.Keys);
        Assert.Equal(3, gathered.Unreadable.Length);
        Assert.Contains("heartbeats/b.json is about another device, \"a\"", gathered.Unreadable[0], StringComparison.Ordinal);
    }

    private string Result(string device, bool succeeded) => _records.Tree.ResultKey("mnist-2", Mnist.Digest, succeeded, device);

    private static ResultDocument Told(string device, string message, string reason = "") => new(
        "plant",
        device,
        new DeploymentResult("mnist-2", false, message, Begin, Later, [new ModelResult("mnist", "mnist", "2", ModelPresence.Deploy, ModelPresence.Undeploy, false, reason, "")])
        {
            Digest = Mnist.Digest,
        });
}
