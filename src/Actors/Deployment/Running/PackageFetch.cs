using EdgeActors.Deployment.Ledger;
using EdgeActors.Pacing;

namespace EdgeActors.Deployment.Running;

/// <summary>
/// Brings a deployment's packages onto the device. What may pass is tried again for as long as it takes, less and less often; a package that is refused
/// is refused.
/// </summary>
internal sealed class PackageFetch(ActiveDeployment active, RunSetting setting, IRunHost host)
{
    private readonly IModelStore _store = setting.Ports.Store;

    /// <summary>Fetches the package of one model; its work has it then, or a fault.</summary>
    public async Task RunAsync(ModelWork work, CancellationToken cancelled)
    {
        StoredPackage? before = active.Packages.FirstOrDefault(one => one.Handle == work.Handle)?.Package;
        if (before is not null && await _store.VerifyAsync(before.Folder, cancelled) is null)
        {
            work.Package = before;
            return;
        }

        for (int failures = 1; ; failures++)
        {
            StoreAnswer answer = await _store.FetchAsync(work.Request!, cancelled);
            if (answer.Package is { } package)
            {
                work.Package = package;
                return;
            }

            StoreFault fault = answer.Fault!;
            if (!fault.IsTransient)
            {
                work.Fail(fault.Message);
                return;
            }

            TimeSpan pause = FullJitter.Of(failures, setting.Options.MinBackoff, setting.Options.MaxFetchBackoff, host.Jitter);
            DeploymentEvents.FetchWaits.Write(host.Log, work.Handle, pause, DeploymentTexts.Short(fault.Message));
            await host.PauseAsync(pause, cancelled);
        }
    }
}
