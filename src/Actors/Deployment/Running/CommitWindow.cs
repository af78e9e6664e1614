using EdgeActors.Models.Swap;

namespace EdgeActors.Deployment.Running;

/// <summary>
/// Watches new models while clients use them, before they are kept for good. A model that nobody uses in that time has its trial only and is kept.
/// </summary>
internal sealed class CommitWindow(RunSetting setting, IRunHost host)
{
    /// <summary>Watches until the time is up; <paramref name="failed"/> is called for each model that has to go, and tells whether to go on.</summary>
    public async Task WatchAsync(IReadOnlyList<ModelWork> works, Func<ModelWork, Task<bool>> failed, CancellationToken cancelled)
    {
        TimeSpan step = setting.Options.CommitWindow / setting.Options.WindowLooks;
        for (int look = 1; look <= setting.Options.WindowLooks && step > TimeSpan.Zero; look++)
        {
            await host.PauseAsync(step, cancelled);
            foreach (ModelWork work in works.Where(static one => one is { IsGood: true, IsInPlace: true, Staged: not null }))
            {
                if (Judge(work, step * look) is { } reason)
                {
                    work.Fail(reason);
                    if (!await failed(work))
                    {
                        return;
                    }
                }
            }
        }
    }

    private string? Judge(ModelWork work, TimeSpan since)
    {
        IModelSwap swap = setting.Ports.Swap;
        if (swap.Find(work.Handle) != work.Staged)
        {
            return "a client has unloaded or replaced it while it was being watched";
        }

        GateView view = new(
            work.Published!, swap.Read(work.Staged!.Value), work.FormerReading, work.FormerTrial, since, setting.Options.CommitWindow);
        return HealthGate.Decide(view, setting.Ports.Gate) is { Decision: GateDecision.Undo } verdict ? "with clients, " + verdict.Reason : null;
    }
}
