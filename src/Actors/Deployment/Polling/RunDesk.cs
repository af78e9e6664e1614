using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Deployment.Planning;
using EdgeActors.Deployment.Running;
using EdgeActors.Pacing;

namespace EdgeActors.Deployment.Polling;

/// <summary>
/// Does one job at a time: restore what the journal says, sweep packages that nobody needs, or run a deployment.
/// <code>
/// (start)   -> Restoring
/// Restoring -> Sweeping   models are as the journal says, as far as they can be
/// Sweeping  -> Idle       and then what the plan says
/// Idle      -> Running    a deployment begins, begins again, or is taken back
/// Running   -> Restoring  it has ended, or was cut off
/// </code>
/// </summary>
internal sealed class RunDesk(IDeploymentHost host, Func<PollDesk> polls)
{
    private Job _job;
    private bool _isUnsettled;
    private bool _isPausing;
    private int _cutOffs;
    private string _cutOffBy = "the end of the process";

    private enum Job
    {
        Idle,
        Restoring,
        Sweeping,
        Running,
    }

    /// <summary>At the start of the process or of the actor: needs no fleet.</summary>
    public void Begin() => Restore();

    /// <summary>The fleet has answered, or could not be asked.</summary>
    public void OnPolled()
    {
        if (_job == Job.Idle && _isUnsettled)
        {
            Restore();
        }
        else
        {
            Advance();
        }
    }

    /// <summary>The run has ended.</summary>
    /// <param name="cutOff">Why it came to no end; null when it did.</param>
    public void OnRunEnded(Exception? cutOff)
    {
        if (_job != Job.Running)
        {
            return;
        }

        _cutOffs = cutOff is null ? 0 : _cutOffs + 1;
        if (cutOff is not null)
        {
            _cutOffBy = DeploymentTexts.Short(cutOff.Message);
            if (cutOff is not (CutOffException or OperationCanceledException))
            {
                DeploymentEvents.RunBroken.Write(host.Log, host.State.Active?.Began.Deployment.Name ?? "", cutOff);
            }

            _isPausing = true;
            host.Later("run", FullJitter.Of(_cutOffs, host.Setting.Options.MinBackoff, host.Setting.Options.MaxFetchBackoff, host.Jitter), () =>
            {
                _isPausing = false;
                Advance();
            });
        }

        Restore();
    }

    private void Restore()
    {
        _job = Job.Restoring;
        host.After(cancelled => new ModelRestoration(host.Setting.Ports, host.State).RunAsync(cancelled), OnRestored, OnNotRestored);
    }

    private void OnRestored(ImmutableArray<ModelTrouble> troubles)
    {
        foreach (ModelTrouble trouble in troubles)
        {
            (trouble.IsDamaged ? DeploymentEvents.PackageDamaged : DeploymentEvents.ModelNotRestored).Write(host.Log, trouble.Handle, trouble.Reason);
        }

        _isUnsettled = troubles.Length > 0;
        Forget([.. troubles.Where(static trouble => trouble.IsDamaged).Select(static trouble => trouble.Handle)]);
    }

    // The package before a damaged one may be damaged too, so it is looked at again.
    private void Forget(ImmutableArray<string> damaged)
    {
        if (damaged.IsEmpty)
        {
            Sweep();
            return;
        }

        host.Persist(new ModelDamaged(damaged[0]), () =>
        {
            if (damaged.Length > 1)
            {
                Forget(damaged.RemoveAt(0));
            }
            else
            {
                Restore();
            }
        });
    }

    private void OnNotRestored(Exception cause)
    {
        _isUnsettled = true;
        if (cause is not CutOffException)
        {
            DeploymentEvents.UpkeepFailed.Write(host.Log, "Putting deployed models into their places", cause);
        }

        Rest();
    }

    // What a deployment fetches just now is not to be swept away.
    private void Sweep()
    {
        if (host.State.Active is not null)
        {
            Rest();
            return;
        }

        _job = Job.Sweeping;
        ImmutableHashSet<string> kept = host.State.Folders();
        host.After(
            async cancelled =>
            {
                await host.Setting.Ports.Store.SweepAsync(kept, cancelled);
                return true;
            },
            _ => Rest(),
            cause =>
            {
                DeploymentEvents.UpkeepFailed.Write(host.Log, "Removing packages that are not needed any more", cause);
                Rest();
            });
    }

    private void Rest()
    {
        _job = Job.Idle;
        Advance();
    }

    /// <summary>Does what is next, if nothing else is going on.</summary>
    public void Advance()
    {
        IPlanStep? step = polls().Desired is { } wanted ? DeploymentPlan.Next(host.State, wanted, host.Setting.Options) : null;
        if (_job == Job.Running && step is StopStep stop)
        {
            host.StopRun(stop.Reason);
        }
        else if (_job == Job.Idle && !_isPausing)
        {
            Take(step);
        }
    }

    private void Take(IPlanStep? step)
    {
        switch (step)
        {
            case StopStep stop:
                End(host.State.Active!.Began, stop.Reason, DeploymentEnd.Stopped);
                break;
            // Not before the fleet was asked whether to stop it; nor for ever without a fleet.
            case null when host.State.Active is { } active && polls().HasEnded:
                Resume(active);
                break;
            case BeginStep begin:
                Begin(begin);
                break;
            case TakeBackStep back:
                Run(back);
                break;
            case RefuseStep refuse:
                End(Began(refuse.Source, []), refuse.Reason, DeploymentEnd.Failed);
                break;
            case NothingToDoStep nothing:
                End(Began(nothing.Source, nothing.Models), "", DeploymentEnd.Succeeded);
                break;
        }
    }

    private void Begin(BeginStep step)
    {
        DeploymentBegan began = Began(step.Source, step.Models) with { RollsBack = step.RollsBack };
        DeploymentEvents.DeploymentBegins.Write(
            host.Log, step.Source.Name, string.Join(", ", step.Models.Where(static model => model.IsTouched).Select(static model => model.Handle)));
        _job = Job.Running;
        host.Persist(began, () => Run(null));
    }

    // Once its packages are there every cut-off counts, since it may be the new model that ends the process.
    private void Resume(ActiveDeployment active)
    {
        if (active.Phase == RunPhase.Fetching)
        {
            Run(null);
            return;
        }

        _job = Job.Running;
        host.Persist(new RunInterrupted(), () =>
        {
            int times = host.State.Active!.Interruptions;
            DeploymentEvents.RunCutOff.Write(host.Log, active.Began.Deployment.Name, times, _cutOffBy);
            if (times <= host.Setting.Options.MaxInterruptions)
            {
                Run(null);
                return;
            }

            _job = Job.Idle;
            End(active.Began, $"it was cut off {times} times while it was tried, the last time by this: {_cutOffBy}", DeploymentEnd.Failed);
        });
    }

    private void Run(TakeBackStep? takeBack)
    {
        _job = Job.Running;
        host.StartRun(new RunSetting(host.State, host.Setting.Options, host.Setting.Ports), takeBack);
    }

    private void End(DeploymentBegan began, string message, DeploymentEnd end)
    {
        _job = Job.Sweeping;
        host.Persist(new DeploymentEnded(RunReport.Of(host.State, began, message, end, host.Now), end), Sweep);
    }

    private DeploymentBegan Began(DeploymentSource source, ImmutableArray<WantedModel> models) => new(source, RollsBack: true, host.Now, models);
}
