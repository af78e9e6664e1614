using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;
using EdgeActors.Models.Swap.Trial;

namespace EdgeActors.Deployment.Running;

/// <summary>
/// Brings one deployment about. What is installed changes by one event, <see cref="DeploymentCommitted"/>; until that is on stable storage the models before
/// it are what a start of the process loads, and until then they stay loaded, so that they can be put back at once.
/// <code>
/// fetch -> PackagesFetched -> load unseen, try -> PublishBegan -> put into place -> watch -> DeploymentCommitted -> unload the former ones
/// any failure, or an order to stop -> put the former ones back, unload the new ones -> DeploymentEnded
/// </code>
/// </summary>
internal sealed class DeploymentRun
{
    private readonly ActiveDeployment _active;
    private readonly RunSetting _setting;
    private readonly IRunHost _host;
    private readonly List<ModelWork> _works;
    private readonly ModelPlacing _placing;

    public DeploymentRun(ActiveDeployment active, RunSetting setting, IRunHost host)
    {
        (_active, _setting, _host) = (active, setting, host);
        _works = [.. active.Began.Models.Where(static model => model.IsTouched).Select(static model => new ModelWork(model))];
        _placing = new ModelPlacing(setting.Ports);
    }

    private bool IsLost => _works.Any(static work => !work.IsGood) && (_active.Began.RollsBack || _works.All(static work => !work.IsGood));

    /// <summary>Runs to the deployment's end.</summary>
    /// <param name="stop">Fires when the fleet wants it stopped.</param>
    /// <param name="reason">Why it does, asked for when it has.</param>
    /// <param name="life">Fires when the process or the actor ends: nothing is undone then, since a start puts everything right.</param>
    /// <exception cref="CutOffException">The registry is stopping.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="life"/> has fired.</exception>
    public async Task RunAsync(Func<string> reason, CancellationToken stop, CancellationToken life)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, life);
        try
        {
            await StepsAsync(either.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !life.IsCancellationRequested)
        {
            await UndoAllAsync();
            await EndAsync(DeploymentEnd.Stopped, reason());
            return;
        }

        life.ThrowIfCancellationRequested();
        if (IsLost)
        {
            await UndoAllAsync();
            await EndAsync(DeploymentEnd.Failed, null);
        }
        else
        {
            await CommitAsync();
        }
    }

    private async Task StepsAsync(CancellationToken cancelled)
    {
        PackageFetch fetch = new(_active, _setting, _host);
        await EachAsync(static work => work.Request is not null, work => fetch.RunAsync(work, cancelled));
        if (IsLost)
        {
            return;
        }

        await _host.KeepAsync(new PackagesFetched([.. _works.Where(static work => work.IsGood).Select(static work => new HandlePackage(work.Handle, work.Package))]));
        cancelled.ThrowIfCancellationRequested();
        await EachAsync(static work => work.Package is not null, work => TryAsync(work, cancelled));
        if (IsLost)
        {
            return;
        }

        await _host.KeepAsync(new PublishBegan());
        cancelled.ThrowIfCancellationRequested();
        await EachAsync(static _ => true, _placing.PlaceAsync);
        if (!IsLost)
        {
            await new CommitWindow(_setting, _host).WatchAsync(_works, OnBadAsync, cancelled);
        }
    }

    private async Task EachAsync(Func<ModelWork, bool> concerns, Func<ModelWork, Task> step)
    {
        foreach (ModelWork work in _works.Where(work => work.IsGood && concerns(work)))
        {
            await step(work);
            if (!work.IsGood && !await OnBadAsync(work))
            {
                return;
            }
        }
    }

    private async Task TryAsync(ModelWork work, CancellationToken cancelled)
    {
        await _placing.StageAsync(work, cancelled);
        if (!work.IsGood)
        {
            return;
        }

        TrialResult result = await _setting.Ports.Trial(work.Staged!.Value, work.Package!.Folder, cancelled);
        if (result.Fault() is { } reason)
        {
            work.Fail("in its trial, " + reason);
        }
        else if (result is TrialResult.Fit { Former: { } former })
        {
            work.FormerTrial = former.Mean;
        }
        else if (result is TrialResult.Untried { Reason: var open })
        {
            DeploymentEvents.ModelUntried.Write(_host.Log, work.Handle, DeploymentTexts.Short(open));
        }
    }

    // With DO_NOTHING one bad model goes alone.
    private async Task<bool> OnBadAsync(ModelWork work)
    {
        DeploymentEvents.ModelFailed.Write(_host.Log, work.Handle, _active.Began.Deployment.Name, work.Fault);
        if (!_active.Began.RollsBack)
        {
            await _placing.UndoAsync(work);
        }

        return !IsLost;
    }

    private async Task UndoAllAsync()
    {
        foreach (ModelWork work in Enumerable.Reverse(_works))
        {
            await _placing.UndoAsync(work);
        }
    }

    private async Task CommitAsync()
    {
        ModelWork[] kept = [.. _works.Where(static work => work is { IsGood: true, IsInPlace: true })];
        DeploymentResult result = RunReport.Of(_setting.State, _active.Began, _works, null, isUndone: false, _host.Now);
        await _host.KeepAsync(new DeploymentCommitted(result, [.. kept.Select(static work => new HandlePackage(work.Handle, work.Package))]));
        foreach (ModelWork work in kept)
        {
            _setting.Ports.Loaded.Settle(work.Handle);
            await _placing.ReleaseAsync(work.Former);
        }
    }

    private Task EndAsync(DeploymentEnd end, string? stopped) => _host.KeepAsync(
        new DeploymentEnded(RunReport.Of(_setting.State, _active.Began, _works, stopped, isUndone: true, _host.Now), end));
}
