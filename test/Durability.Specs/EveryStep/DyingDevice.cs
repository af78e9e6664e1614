using System.Globalization;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Deployments;

namespace EdgeActors.Specs.EveryStep;

/// <summary>A device to which one version of a model after the other is deployed, while its agent dies and is started again.</summary>
internal sealed class DyingDevice : IAsyncDisposable
{
    private const int TicksAfterResult = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DeployedDevice _device;
    private readonly FaultSocket _faults;
    private Version _current = new(0, new ModelDefinition { Handle = ShiftModel.Handle });
    private AgentProcess? _agent;
    private int _versions;

    private DyingDevice(int window)
    {
        _device = new DeployedDevice(("edgeactors_deployment_commit_window", window.ToString(CultureInfo.InvariantCulture)));
        _faults = new FaultSocket(_device.At("faults.sock"));
    }

    public AgentProcess Agent => _agent!;

    /// <summary>Starts an agent that watches new models for so many seconds, and deploys the first version.</summary>
    public static async Task<DyingDevice> StartAsync(int window)
    {
        DyingDevice device = new(window);
        await device.RestartAsync();
        await device.EndAsync(await device.BeginAsync(FaultSocket.NoFault));
        return device;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        _agent = await _device.StartAsync(["--durable", "--force", .. _faults.AgentOptions]);
    }

    /// <summary>Every point that was reached since the last attempt began.</summary>
    public Task<IReadOnlyList<string>> PointsAsync() => _faults.PointsAsync();

    /// <summary>Has the device begin with the next version, under a rule.</summary>
    public async Task<Attempt> BeginAsync(string rule)
    {
        int number = ++_versions;
        Version next = new(number, await _device.Fleet.PublishAsync(
            ShiftModel.Handle, ShiftModel.Write(_device.At("shift.onnx"), number), number.ToString(CultureInfo.InvariantCulture)));
        return await DesireAsync(_current, next, FleetFolder.Deployment($"to-{number}", next.Definition), rule);
    }

    /// <summary>Has the device take a deployment back that it holds, under a rule; the old version is then the one that it has now.</summary>
    public Task<Attempt> TakeBackAsync(Attempt held, string rule) =>
        DesireAsync(held.New, held.Old, held.Deployment with { Order = StandingOrder.RollBack }, rule);

    /// <summary>What the device has said about the deployment; null as long as it has not.</summary>
    public DeploymentResult? ResultOf(Attempt attempt) =>
        _device.Fleet.Result(attempt.Deployment) is { } result && (result.RolledBack || !attempt.IsBack) ? result : null;

    /// <summary>The agent may die under the poll, so how that ends says nothing.</summary>
    public Task PollAsync() => _device.PollAsync();

    /// <summary>Whether the new version is there rather than the old one; the answer has to be of the package that is listed.</summary>
    public async Task<bool> IsNewAsync(Attempt attempt)
    {
        using EdgeAgentClient client = Agent.Connect();
        await DeployedDevice.RestoredAsync(Agent, client, ShiftModel.Handle);
        while (true)
        {
            string? before = await DeployedDevice.ServedAsync(client, ShiftModel.Handle);
            float shift = ShiftModel.ShiftOf(await client.PredictAsync(ShiftModel.Request, Patience, CancellationToken.None));
            if (before != await DeployedDevice.ServedAsync(client, ShiftModel.Handle))
            {
                continue;
            }

            bool isNew = DeployedDevice.IsOf(before, attempt.New.Definition);
            Assert.True(isNew || DeployedDevice.IsOf(before, attempt.Old.Definition), $"{attempt.Rule}: neither the old nor the new model is there, but {before}");
            Assert.True(shift == (isNew ? attempt.New : attempt.Old).Number, $"{attempt.Rule}: {before} answers {shift}");
            return isNew;
        }
    }

    /// <summary>Waits until clients see the new version, and demands that nothing has been reported by then.</summary>
    public async Task SeenAsync(Attempt attempt)
    {
        using EdgeAgentClient client = Agent.Connect();
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(10));
        while (!DeployedDevice.IsOf(await DeployedDevice.ServedAsync(client, ShiftModel.Handle), attempt.New.Definition))
        {
            await tick.WaitForNextTickAsync(late.Token);
        }

        Assert.True(ResultOf(attempt) is null, $"{attempt.Rule}: the deployment ended before its window");
    }

    /// <summary>Whether the agent dies before the deployment has ended, and a moment longer, since what follows the result is on its way as well.</summary>
    public async Task<bool> DiesAsync(Attempt attempt)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        for (int after = 0; !Agent.HasExited && after < TicksAfterResult; after += ResultOf(attempt) is null ? 0 : 1)
        {
            await tick.WaitForNextTickAsync(late.Token);
        }

        // A step may be reached in the very moment in which its rule is taken away.
        if (Agent.HasExited || await _faults.TryClearAsync())
        {
            return Agent.HasExited;
        }

        await Agent.WaitForExitAsync(Patience);
        return true;
    }

    /// <summary>Waits until the device says how the deployment ended, and demands that it serves what it says.</summary>
    public async Task<DeploymentResult> EndAsync(Attempt attempt)
    {
        DeploymentResult result = await DeployedDevice.AwaitAsync(Agent, () => ResultOf(attempt));
        bool isNew = await IsNewAsync(attempt);
        Assert.True(isNew == result.Succeeded, $"{attempt.Rule}: reported was {result}, and {(isNew ? "the new" : "the old")} model is there");
        _current = isNew ? attempt.New : attempt.Old;
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _device.Dispose();
    }

    private ValueTask StopAsync() => _agent?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<Attempt> DesireAsync(Version old, Version next, DesiredDeployment deployment, string rule)
    {
        await PollAsync();
        _device.Fleet.Desire(deployment);
        await _faults.SetAsync(rule);
        await PollAsync();
        return new Attempt(old, next, deployment, rule);
    }
}
