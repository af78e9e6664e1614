using System.Collections.Immutable;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Deployment.Planning;
using EdgeActors.Fleet;

namespace EdgeActors.Deployment.Running;

/// <summary>
/// Takes back a deployment that held: each of its handles gets what it had before. The packages are on the device, so no network is needed. A handle whose
/// former package is damaged or cannot be loaded keeps what it has, and that is reported.
/// </summary>
internal sealed class TakingBack(TakeBackStep step, RunSetting setting, IRunHost host)
{
    private readonly ModelPlacing _placing = new(setting.Ports);
    private readonly DateTimeOffset _started = host.Now;

    /// <summary>Runs to its end.</summary>
    public async Task RunAsync(CancellationToken life)
    {
        List<ModelWork> works = [];
        foreach (string handle in step.Handles)
        {
            works.Add(await BackAsync(handle, life));
        }

        ImmutableArray<string> back = [.. works.Where(static work => work.IsInPlace).Select(static work => work.Handle)];
        DeploymentResult result = Result(works);
        await host.KeepAsync(back.IsEmpty ? new DeploymentEnded(result, DeploymentEnd.TakenBack) : new DeploymentTakenBack(result, back));
        foreach (ModelWork work in works)
        {
            setting.Ports.Loaded.Settle(work.Handle);
            await _placing.ReleaseAsync(work.IsInPlace ? work.Former : work.Staged);
        }
    }

    private async Task<ModelWork> BackAsync(string handle, CancellationToken life)
    {
        StoredPackage? former = setting.State.Models[handle].Previous?.Package;
        ModelWork work = new(new WantedModel(handle, null)) { Package = former };
        if (former is not null)
        {
            if (await setting.Ports.Store.VerifyAsync(former.Folder, life) is { } damage)
            {
                work.Fail("the package before it is no good: " + damage.Message);
                return work;
            }

            await _placing.StageAsync(work, life);
        }

        if (work.IsGood)
        {
            await _placing.PlaceAsync(work);
        }

        return work;
    }

    private DeploymentResult Result(List<ModelWork> works)
    {
        string[] faults = [.. works.Where(static work => !work.IsGood).Select(static work => $"{work.Handle}: {work.Fault}")];
        string message = faults.Length == 0 ? "taken back as the fleet ordered" : "it could not be taken back altogether; " + string.Join("; ", faults);
        return new DeploymentResult(
            step.Source.Name, faults.Length == 0, DeploymentTexts.Short(message), _started, host.Now, [.. works.Select(Model)])
        {
            Digest = step.Source.Digest,
            RolledBack = true,
        };
    }

    private ModelResult Model(ModelWork work)
    {
        InstalledModel model = setting.State.Models[work.Handle];
        StoredPackage? there = work.IsGood ? work.Package : model.Current.Package;
        return new ModelResult(
            work.Handle,
            there?.Name ?? work.Handle,
            there?.Version ?? "",
            model.Previous?.Package is null ? ModelPresence.Undeploy : ModelPresence.Deploy,
            there is null ? ModelPresence.Undeploy : ModelPresence.Deploy,
            work.IsGood,
            "",
            work.Fault);
    }
}
