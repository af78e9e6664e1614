using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Tree;
using EdgeActors.Specs.Fleet.Documents;

namespace EdgeActors.Specs.Fleet.Tree;

public sealed class TreePollSpecs : IAsyncLifetime, IDisposable
{
    private readonly TreeScene _scene = new();

    public Task InitializeAsync() => _scene.InitAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(nameof(StageState.InProgress), nameof(StandingOrder.Run), DeploymentOrder.Run)]
    [InlineData(nameof(StageState.Deployed), nameof(StandingOrder.Run), DeploymentOrder.Run)]
    [InlineData(nameof(StageState.Stopping), nameof(StandingOrder.Run), DeploymentOrder.Hold)]
    [InlineData(nameof(StageState.Stopped), nameof(StandingOrder.Run), DeploymentOrder.Hold)]
    [InlineData(nameof(StageState.Failed), nameof(StandingOrder.Run), DeploymentOrder.Hold)]
    [InlineData(nameof(StageState.InProgress), nameof(StandingOrder.Abort), DeploymentOrder.Abort)]
    [InlineData(nameof(StageState.ReadyToDeploy), nameof(StandingOrder.Abort), DeploymentOrder.Abort)]
    [InlineData(nameof(StageState.Failed), nameof(StandingOrder.RollBack), DeploymentOrder.RollBack)]
    public async Task A_stage_and_the_whole_make_an_order(string state, string standing, DeploymentOrder order)
    {
        DesiredDeployment wanted = TreeScene.Deployment(Enum.Parse<StageState>(state)) with { Order = Enum.Parse<StandingOrder>(standing) };
        await _scene.DesireAsync(7, wanted);

        DesiredState desired = await PollAsync();

        FleetDeployment deployment = Assert.Single(desired.Deployments);
        Assert.Equal((7, wanted.Name, wanted.Digest, order), (desired.Revision, deployment.Name, deployment.Digest, deployment.Order));
        Assert.Equal(wanted.Definitions.AsEnumerable(), deployment.Definitions);
    }

    [Fact]
    public async Task Devices_that_no_started_stage_selects_are_told_nothing()
    {
        await _scene.DesireAsync(
            1,
            TreeScene.Deployment(StageState.ReadyToDeploy),
            TreeScene.Deployment() with { Name = "canaries", Stages = [SampleDocuments.Deployment.Stages[0]] });
        _scene.Open("other-9");

        Assert.Empty((await PollAsync()).Deployments);
    }

    [Fact]
    public async Task Nothing_new_is_told_as_that_also_after_a_restart()
    {
        await _scene.DesireAsync(1, TreeScene.Deployment());
        DesiredState first = await PollAsync();

        DesiredState again = await PollAsync(first.Tag);
        _scene.Open();
        DesiredState restarted = await PollAsync(first.Tag);
        DesiredState forgotten = await PollAsync();

        Assert.True(again.IsUnchanged);
        Assert.True(restarted.IsUnchanged);
        Assert.Equal(first.Tag, forgotten.Tag);
        Assert.Single(forgotten.Deployments);
    }

    [Fact]
    public async Task No_document_yet_means_that_nothing_is_wanted()
    {
        DesiredState desired = await PollAsync();

        Assert.Equal((0, 0), (desired.Revision, desired.Deployments.Length));
        Assert.True((await PollAsync(desired.Tag)).IsUnchanged);
    }

    [Fact]
    public async Task Older_documents_are_refused_also_after_a_restart()
    {
        await _scene.DesireAsync(7, TreeScene.Deployment());
        string? tag = (await PollAsync()).Tag;
        await _scene.DesireAsync(6, TreeScene.Deployment());

        FleetFault old = await FaultAsync(tag);
        _scene.Open();
        FleetFault restarted = await FaultAsync(tag);
        await _scene.Store.RemoveAsync(TreeScene.Tree.DesiredKey, default);
        FleetFault gone = await FaultAsync(tag);

        Assert.Equal(old, restarted);
        Assert.Equal(
            new FleetFault(
                FleetFaultKind.Unusable,
                $"fleets/plant/desired.json in {_scene.Path} has revision 6, older than 7, which this device has seen: write one with a higher revision"), old);
        Assert.EndsWith("is gone, though this device has seen revision 7: restore it", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_document_is_refused_also_when_it_has_not_changed()
    {
        await _scene.WriteAsync(TreeScene.Tree.DesiredKey, DesiredJson.Write(new DesiredDocument
        {
            Fleet = "plant",
            Revision = 1,
            Written = _scene.Now,
            Expires = _scene.Now.AddHours(1),
            Deployments = [TreeScene.Deployment()],
        }));
        string? tag = (await PollAsync()).Tag;
        _scene.Clock.Jump(TimeSpan.FromHours(1));

        FleetFault fault = await FaultAsync(tag);

        Assert.Equal(FleetFaultKind.Unusable, fault.Kind);
        Assert.Contains("held until", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_another_fleet_is_refused()
    {
        await _scene.WriteAsync(TreeScene.Tree.DesiredKey, DesiredJson.Write(SampleDocuments.Desired));

        Assert.EndsWith("is of the fleet \"plant-7\": put this fleet's own there", (await FaultAsync(null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_over_a_mebibyte_is_refused()
    {
        await _scene.WriteAsync(TreeScene.Tree.DesiredKey, new byte[(1 << 20) + 1]);

        Assert.Equal(FleetFaultKind.Unusable, (await FaultAsync(null)).Kind);
    }

    [Fact]
    public async Task Devices_stop_a_bad_roll_out_by_themselves()
    {
        DesiredDeployment wanted = TreeScene.Deployment(threshold: new ErrorThreshold(null, 20));
        await _scene.DesireAsync(1, wanted);
        await _scene.FailAsync(wanted, "press-7");
        DesiredState before = await PollAsync();
        await _scene.FailAsync(wanted, "press-8");

        DesiredState held = await PollAsync(before.Tag);
        DesiredState still = await PollAsync(held.Tag);
        await _scene.Store.RemoveAsync(TreeScene.Tree.ResultKey(wanted.Name, wanted.Digest, succeeded: false, "press-8"), default);
        DesiredState released = await PollAsync(held.Tag);

        Assert.Equal(DeploymentOrder.Run, Assert.Single(before.Deployments).Order);
        Assert.Equal(DeploymentOrder.Hold, Assert.Single(held.Deployments).Order);
        Assert.True(still.IsUnchanged);
        Assert.Equal(DeploymentOrder.Run, Assert.Single(released.Deployments).Order);
        Assert.Equal(before.Tag, released.Tag);
        Assert.Single(_scene.Log.All, line => line.Contains("Deployment vibration-2 is not begun: it failed on 2 devices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failures_of_other_contents_count_nothing()
    {
        DesiredDeployment wanted = TreeScene.Deployment(threshold: new ErrorThreshold(1, null));
        await _scene.DesireAsync(1, wanted);
        await _scene.FailAsync(wanted with { FailureHandlingPolicy = "DO_NOTHING" }, "press-7");

        Assert.Equal(DeploymentOrder.Run, Assert.Single((await PollAsync()).Deployments).Order);
    }

    [Fact]
    public async Task A_device_that_is_done_looks_at_failures_no_more()
    {
        DesiredDeployment wanted = TreeScene.Deployment(threshold: new ErrorThreshold(1, null));
        await _scene.DesireAsync(1, wanted);
        await _scene.FailAsync(wanted, "press-7");
        DesiredState held = await PollAsync();
        DeploymentResult done = new(wanted.Name, true, "", _scene.Now, _scene.Now, []) { Digest = wanted.Digest };

        await _scene.Device.SendAsync(_scene.Beat(0, done), default);

        Assert.Equal(DeploymentOrder.Hold, Assert.Single(held.Deployments).Order);
        Assert.Equal(DeploymentOrder.Run, Assert.Single((await PollAsync(held.Tag)).Deployments).Order);
    }

    [Fact]
    public async Task A_device_that_was_stopped_is_not_done_and_goes_on_looking_at_failures()
    {
        DesiredDeployment wanted = TreeScene.Deployment(threshold: new ErrorThreshold(1, null));
        await _scene.DesireAsync(1, wanted);
        DesiredState before = await PollAsync();
        DeploymentResult stopped = new(wanted.Name, false, "", _scene.Now, _scene.Now, []) { Digest = wanted.Digest, Stopped = true };
        await _scene.Device.SendAsync(_scene.Beat(0, stopped), default);

        DesiredState after = await PollAsync(before.Tag);
        await _scene.FailAsync(wanted, "press-7");

        Assert.True(after.IsUnchanged);
        Assert.Equal(DeploymentOrder.Hold, Assert.Single((await PollAsync(before.Tag)).Deployments).Order);
    }

    [Fact]
    public async Task Failures_that_cannot_be_counted_hold_the_deployment_back()
    {
        DesiredDeployment wanted = TreeScene.Deployment(threshold: new ErrorThreshold(1, null));
        await _scene.DesireAsync(1, wanted);
        await _scene.WriteAsync($"fleets/plant/results/{wanted.Name}", [1]);

        DesiredState desired = await PollAsync();

        Assert.Equal(DeploymentOrder.Hold, Assert.Single(desired.Deployments).Order);
        Assert.Contains(_scene.Log.All, line => line.Contains("how many devices it failed on cannot be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(DocumentPolicy.Enforce), false, null, false)]
    [InlineData(nameof(DocumentPolicy.Enforce), true, "it is of other bytes", false)]
    [InlineData(nameof(DocumentPolicy.Enforce), true, null, true)]
    [InlineData(nameof(DocumentPolicy.Warn), false, null, true)]
    [InlineData(nameof(DocumentPolicy.Off), false, null, true)]
    public async Task A_signature_is_demanded_where_the_policy_says_so(string policy, bool isThere, string? fault, bool isTaken)
    {
        (_scene.Signature.Policy, _scene.Signature.Fault) = (Enum.Parse<DocumentPolicy>(policy), fault);
        await _scene.DesireAsync(1, TreeScene.Deployment());
        if (isThere)
        {
            await _scene.WriteAsync(TreeScene.Tree.DesiredSignatureKey, [1]);
        }

        FleetAnswer<DesiredState> answer = await _scene.Device.PollAsync(null, default);

        Assert.Equal(isTaken, answer.Value is not null);
        Assert.Equal(isTaken ? null : FleetFaultKind.Unusable, answer.Fault?.Kind);
        Assert.Equal(policy == nameof(DocumentPolicy.Warn) ? 1 : 0, _scene.Log.All.Count);
    }

    private async Task<DesiredState> PollAsync(string? known = null)
    {
        FleetAnswer<DesiredState> answer = await _scene.Device.PollAsync(known, default);
        return answer.Value ?? throw new InvalidOperationException(answer.Fault?.Message);
    }

    private async Task<FleetFault> FaultAsync(string? known) =>
        Assert.IsType<FleetFault>((await _scene.Device.PollAsync(known, default)).Fault);
}
