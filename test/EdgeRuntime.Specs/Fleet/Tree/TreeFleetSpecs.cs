using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Specs.Fleet.Documents;

namespace EdgeActors.Specs.Fleet.Tree;

public sealed class TreeFleetSpecs : IDisposable
{
    private readonly TreeScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_registered_device_is_told_for_how_long()
    {
        await _scene.WriteAsync(TreeScene.Tree.FleetKey, FleetJson.Write(
            new FleetDocument { Fleet = "plant", Created = _scene.Now, RegistrationLife = TimeSpan.FromHours(2) }));
        FleetAnswer<Registration> before = await _scene.Device.RegisterAsync(default);
        await _scene.WriteAsync(TreeScene.Tree.DeviceKey("press-1"), DeviceJson.Write(
            new DeviceDocument { Fleet = "plant", Device = "press-1", Registered = _scene.Now }));

        FleetAnswer<Registration> after = await _scene.Device.RegisterAsync(default);

        Assert.Equal(new Registration(IsActive: false, TimeSpan.FromMinutes(5)), before.Value);
        Assert.Equal(new Registration(IsActive: true, TimeSpan.FromHours(2)), after.Value);
    }

    [Fact]
    public async Task A_registration_of_another_device_is_not_this_ones()
    {
        await _scene.InitAsync();
        await _scene.WriteAsync(TreeScene.Tree.DeviceKey("press-1"), DeviceJson.Write(
            new DeviceDocument { Fleet = "plant", Device = "press-2", Registered = _scene.Now }));

        Assert.Equal(FleetFaultKind.Unusable, (await _scene.Device.RegisterAsync(default)).Fault?.Kind);
    }

    [Fact]
    public async Task An_empty_mount_point_is_an_outage_and_stays_empty()
    {
        FleetFault?[] faults =
        [
            (await _scene.Device.RegisterAsync(default)).Fault, (await _scene.Device.SendAsync(_scene.Beat(0), default)).Fault,
            (await _scene.Device.PollAsync(null, default)).Fault,
        ];

        Assert.All(faults, fault => Assert.Equal(FleetFaultKind.Unreachable, fault?.Kind));
        Assert.All(faults, fault => Assert.StartsWith("there is no fleet \"plant\" in ", fault?.Message, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scene.Path));
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_told_with_its_place()
    {
        await _scene.WriteAsync(TreeScene.Tree.FleetKey, "{\"format\":\"edgeactors-fleet/1\"}"u8.ToArray());

        FleetAnswer<Registration> answer = await _scene.Device.RegisterAsync(default);

        Assert.Equal(
            new FleetFault(FleetFaultKind.Unusable, $"a document in {_scene.Path} cannot be used: $.fleet is missing; write it"), answer.Fault);
    }

    [Fact]
    public async Task The_newest_heartbeat_stays_whatever_comes_late()
    {
        await _scene.InitAsync();
        _scene.Clock.Jump(TimeSpan.FromMinutes(1));

        await _scene.Device.SendAsync(_scene.Beat(-10), default);
        await _scene.Open().SendAsync(_scene.Beat(-30), default);
        EdgeActors.Fleet.Heartbeat? there = await _scene.BeatThereAsync();
        await _scene.Device.SendAsync(_scene.Beat(-5), default);

        Assert.Equal(_scene.Now.AddSeconds(-10), there?.Time);
        Assert.Equal(_scene.Now.AddSeconds(-5), (await _scene.BeatThereAsync())?.Time);
    }

    [Fact]
    public async Task A_heartbeat_from_the_future_does_not_silence_the_device()
    {
        await _scene.InitAsync();
        await _scene.Device.SendAsync(_scene.Beat(1_000_000), default);

        await _scene.Open().SendAsync(_scene.Beat(0), default);

        Assert.Equal(_scene.Now, (await _scene.BeatThereAsync())?.Time);
    }

    [Fact]
    public async Task Damaged_heartbeats_and_those_of_others_are_written_over()
    {
        await _scene.InitAsync();
        await _scene.WriteAsync(TreeScene.Tree.HeartbeatKey("press-1"), [1, 2, 3]);

        FleetAnswer<Delivered> first = await _scene.Device.SendAsync(_scene.Beat(1), default);
        await _scene.WriteAsync(TreeScene.Tree.HeartbeatKey("press-1"), [1, 2, 3]);
        FleetAnswer<Delivered> second = await _scene.Device.SendAsync(_scene.Beat(2), default);

        Assert.Equal((Delivered.Instance, Delivered.Instance), (first.Value, second.Value));
        Assert.Equal(_scene.Now.AddSeconds(2), (await _scene.BeatThereAsync())?.Time);
    }

    [Fact]
    public async Task How_a_deployment_ended_is_a_document_of_its_own()
    {
        await _scene.InitAsync();
        DeploymentResult result = SampleDocuments.Result.Result with { Stopped = false };

        await _scene.Device.SendAsync(_scene.Beat(0, result), default);
        await _scene.Device.SendAsync(_scene.Beat(0, result), default);

        string key = TreeScene.Tree.ResultKey(result.Name, result.Digest, succeeded: false, "press-1");
        ResultDocument there = ResultJson.Read((await _scene.Store.ReadAsync(key, null, 1 << 20, default)).Content);
        Assert.Equal(("plant", "press-1", result.Message, result.Digest), (there.Fleet, there.Device, there.Result.Message, there.Result.Digest));
        Assert.Null((await _scene.BeatThereAsync())?.Deployment);
    }

    [Fact]
    public async Task Who_wants_no_answer_any_more_is_let_go()
    {
        using CancellationTokenSource end = new();
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _scene.Device.PollAsync(null, end.Token));
    }
}
