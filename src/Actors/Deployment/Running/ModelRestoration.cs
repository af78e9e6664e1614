using System.Collections.Immutable;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Models.Swap;

namespace EdgeActors.Deployment.Running;

/// <summary>
/// Makes what is loaded agree with what the journal says is installed: at the start of the process, and after a deployment was cut off. Needs no network.
/// </summary>
internal sealed class ModelRestoration(RunPorts ports, DeploymentState state)
{
    private readonly ModelPlacing _placing = new(ports);
    private readonly ImmutableArray<ModelTrouble>.Builder _troubles = ImmutableArray.CreateBuilder<ModelTrouble>();

    /// <summary>Loads what is missing, takes away what does not belong, unloads what nobody sees; tells what does not work.</summary>
    /// <exception cref="CutOffException">The registry is stopping.</exception>
    public async Task<ImmutableArray<ModelTrouble>> RunAsync(CancellationToken life)
    {
        foreach (string handle in state.Models.Keys.Union(ports.Loaded.Handles))
        {
            await RestoreAsync(handle, state.PackageOf(handle)?.Folder, life);
        }

        foreach (long unseen in ports.Loaded.Unseen)
        {
            await _placing.ReleaseAsync(unseen);
        }

        return _troubles.ToImmutable();
    }

    private async Task RestoreAsync(string handle, string? folder, CancellationToken life)
    {
        LoadedModel? loaded = ports.Loaded.Find(handle);
        bool isThere = loaded is not null && ports.Swap.Find(handle) == loaded.Id;
        if (folder is null)
        {
            await (isThere ? VacateAsync(handle, loaded!) : Task.CompletedTask);
        }
        else if (!isThere || loaded!.Folder != folder)
        {
            await LoadAsync(handle, folder, life);
        }
    }

    private async Task LoadAsync(string handle, string folder, CancellationToken life)
    {
        if (await ports.Store.VerifyAsync(folder, life) is { } damage)
        {
            _troubles.Add(new ModelTrouble(handle, IsDamaged: !damage.IsTransient, DeploymentTexts.Short(damage.Message)));
            return;
        }

        ModelWork work = new(new Journal.WantedModel(handle, null)) { Package = state.PackageOf(handle) };
        await _placing.StageAsync(work, life);
        if (work.IsGood)
        {
            await _placing.PlaceAsync(work);
            ports.Loaded.Settle(handle);
        }

        if (!work.IsGood)
        {
            _troubles.Add(new ModelTrouble(handle, IsDamaged: false, work.Fault));
        }
    }

    // A client's model that was there before has its place again.
    private async Task VacateAsync(string handle, LoadedModel there)
    {
        SwapAnswer answer = there.Foreign is { } foreign
            ? await ports.Swap.PublishAsync(handle, foreign, CancellationToken.None)
            : await ports.Swap.WithdrawAsync(handle, CancellationToken.None);
        if (answer.Fault() is { } fault)
        {
            _troubles.Add(new ModelTrouble(handle, IsDamaged: false, fault));
            return;
        }

        ports.Loaded.Vacate(handle);
        ports.Loaded.Hide(there.Id);
        if (there.Foreign is { } back)
        {
            ports.Loaded.Forget(back);
        }
    }
}

/// <summary>A deployed model that could not be put into its place.</summary>
/// <param name="Handle">Its handle.</param>
/// <param name="IsDamaged">Whether its package is not what it was.</param>
/// <param name="Reason">For people.</param>
internal sealed record ModelTrouble(string Handle, bool IsDamaged, string Reason);
