using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Akka.Specs.Persistence;

/// <summary>What a <see cref="SwitchedJournal"/> is to do wrong, what it has been given, and when it may answer.</summary>
internal sealed class Switches
{
    private readonly ConcurrentQueue<TaskCompletionSource> _held = new();

    public ConcurrentQueue<string> Batches { get; } = new();

    public Func<AtomicWrite, Exception?> Reject { get; set; } = _ => null;

    public Exception? FailWrites { get; set; }

    public Exception? FailReplay { get; set; }

    public Exception? FailDeletes { get; set; }

    public bool HoldWrites { get; set; }

    public bool HoldReplay { get; set; }

    /// <summary>Gets or sets how many replays of stored events were asked for.</summary>
    public int Replays { get; set; }

    public bool IsHolding => !_held.IsEmpty;

    /// <summary>Lets the oldest of the operations that are held go on.</summary>
    public void Release()
    {
        if (!_held.TryDequeue(out var gate))
        {
            throw new InvalidOperationException("Nothing is held.");
        }

        gate.SetResult();
    }

    public Task Hold(bool wanted)
    {
        if (!wanted)
        {
            return Task.CompletedTask;
        }

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held.Enqueue(gate);
        return gate.Task;
    }
}

/// <summary>A journal in memory that fails, rejects and waits on demand; <see cref="Switches"/> are found by the name of the system.</summary>
internal sealed class SwitchedJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, Switches> All = new();

    private readonly Switches _switches = Of(Context.System);

    public static Switches Of(ActorSystem system) => All.GetOrAdd(system.Name, _ => new Switches());

    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        _switches.Replays++;
        await _switches.Hold(_switches.HoldReplay);
        if (_switches.FailReplay is { } cause)
        {
            throw cause;
        }

        await base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        AtomicWrite[] writes = [.. messages];
        _switches.Batches.Enqueue(string.Join(" | ", writes.Select(write => string.Join(',', Payloads(write)))));
        await _switches.Hold(_switches.HoldWrites);
        if (_switches.FailWrites is { } cause)
        {
            throw cause;
        }

        Exception?[] results = [.. writes.Select(_switches.Reject)];
        await base.WriteMessagesAsync(writes.Where((_, i) => results[i] is null));
        return [.. results!];
    }

    protected override async Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        if (_switches.FailDeletes is { } cause)
        {
            throw cause;
        }

        await base.DeleteMessagesToAsync(persistenceId, toSequenceNr);
    }

    private static IEnumerable<object> Payloads(AtomicWrite write) =>
        ((IEnumerable<IPersistentRepresentation>)write.Payload).Select(one => one.Payload);
}
