using EdgeActors.Models;
using EdgeActors.Models.Swap;

namespace EdgeActors.Deployment.Running;

/// <summary>Loads a model unseen, puts it into its place, and takes it out again.</summary>
internal sealed class ModelPlacing(RunPorts ports)
{
    private readonly IModelSwap _swap = ports.Swap;
    private readonly LoadedModels _loaded = ports.Loaded;

    /// <summary>Loads it; nobody sees it.</summary>
    public async Task StageAsync(ModelWork work, CancellationToken cancelled)
    {
        SwapAnswer answer = await _swap.StageAsync(work.Handle, work.Package!.Folder, cancelled);
        if (answer.Fault() is { } fault)
        {
            work.Fail("it cannot be loaded: " + fault);
            return;
        }

        work.Staged = answer.Id;
        _loaded.Hide(answer.Id!.Value);
    }

    /// <summary>Has the handle mean it, or nothing. Not to be cut off: what it changes has to be known.</summary>
    public async Task PlaceAsync(ModelWork work)
    {
        work.FormerReading = _swap.Find(work.Handle) is { } serving ? _swap.Read(serving) : null;
        work.Published = work.Staged is { } unseen ? _swap.Read(unseen) : null;
        work.FormerLoaded = _loaded.Find(work.Handle);
        SwapAnswer answer = work.Staged is { } staged
            ? await _swap.PublishAsync(work.Handle, staged, CancellationToken.None)
            : await _swap.WithdrawAsync(work.Handle, CancellationToken.None);
        if (answer.Fault() is { } fault)
        {
            work.Fail("it cannot be put into its place: " + fault);
            return;
        }

        (work.Former, work.IsInPlace, work.WasInPlace) = (answer.Id, true, true);
        if (work.Former is { } former)
        {
            _loaded.Hide(former);
        }

        if (work.Staged is { } placed)
        {
            _loaded.Serve(work.Handle, new LoadedModel(placed, work.Package!.Folder, IsForeign(work) ? work.Former : null));
        }
        else
        {
            _loaded.Vacate(work.Handle);
        }
    }

    /// <summary>Puts back what was there before, and unloads what was new. Not to be cut off either.</summary>
    public async Task UndoAsync(ModelWork work)
    {
        if (work.IsInPlace)
        {
            SwapAnswer answer = work.Former is { } former
                ? await _swap.PublishAsync(work.Handle, former, CancellationToken.None)
                : await _swap.WithdrawAsync(work.Handle, CancellationToken.None);
            if (answer.Fault() is { } fault)
            {
                work.UndoFault = fault;
                return;
            }

            work.IsInPlace = false;
            Restored(work);
        }

        await ReleaseAsync(work.Staged);
        work.Staged = null;
    }

    /// <summary>Unloads a model that nobody sees. One that does not go now goes when the engine lets it, or with the process.</summary>
    public async Task ReleaseAsync(long? id)
    {
        if (id is { } gone && (await _swap.ReleaseAsync(gone, CancellationToken.None)).Fault is null or { Code: FaultCode.NotFound })
        {
            _loaded.Forget(gone);
        }
    }

    private void Restored(ModelWork work)
    {
        if (work.Staged is { } staged)
        {
            _loaded.Hide(staged);
        }

        if (work.FormerLoaded is { } before && before.Id == work.Former)
        {
            _loaded.Serve(work.Handle, before);
        }
        else
        {
            _loaded.Vacate(work.Handle);
            if (work.Former is { } foreign)
            {
                _loaded.Forget(foreign);
            }
        }
    }

    private static bool IsForeign(ModelWork work) => work.Former is { } former && work.FormerLoaded?.Id != former;
}
