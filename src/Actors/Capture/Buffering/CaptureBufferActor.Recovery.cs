using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using EdgeActors.Capture.Journal;
using EdgeActors.Records;

namespace EdgeActors.Capture.Buffering;

internal sealed partial class CaptureBufferActor
{
    private void OnOffered(SnapshotOffer offer)
    {
        _context.Offered(offer.Snapshot);
        if (offer.Snapshot is CaptureSnapshot)
        {
            _parts.Upkeep.Offered(offer.Metadata);
        }
    }

    private void OnDamaged(DamagedRecord damaged)
    {
        _context.LeaveOut(damaged);
        if (damaged.Intact is ICaptureEvent intact)
        {
            OnRecovered(intact);
        }
    }

    private void OnRecovered(ICaptureEvent happened)
    {
        _context.State.Apply(happened);
        _parts.Upkeep.Count(happened);
    }

    private void OnRecoveryCompleted() => InventoryAsync(_setting, _token).PipeTo(
        Self, success: static inventory => new InventoryRead(inventory), failure: static cause => new InventoryNotRead(cause));

    private static async Task<SpoolInventory> InventoryAsync(CaptureSetting setting, CancellationToken life)
    {
        await setting.Life.IdleAsync().WaitAsync(life);
        return await setting.Spool.InventoryAsync(life);
    }

    private void OnInventory(InventoryRead read) => _parts.Reconcile(read.Inventory, OnReady);

    private void OnReady()
    {
        _setting.Life.Works();
        Become(Ready);
        _parts.Upkeep.Begin();
        StartUploader();
        Stash.UnstashAll();
        Pump();
    }

    private void OnInventoryNotRead(InventoryNotRead failed)
    {
        if (_setting.Life.Fails("its spool cannot be read", failed.Cause))
        {
            CaptureEvents.SpoolUnreadable.Write(_context.Log, failed.Cause);
        }

        Context.Stop(Self);
    }

    private sealed record InventoryRead(SpoolInventory Inventory) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed record InventoryNotRead(Exception Cause) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
