using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace EdgeActors.Specs.Capture.Fakes;

/// <summary>The in-memory journal behind the real serializer, with switches; found by its system's name.</summary>
internal sealed class FailableJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, JournalSwitches> All = new();

    private readonly JournalSwitches _switches = Of(Context.System.Name);
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;

    public static JournalSwitches Of(string system) => All.GetOrAdd(system, static _ => new JournalSwitches());

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        AtomicWrite[] writes = [.. messages];
        Interlocked.Increment(ref _switches.Waiting);
        await _switches.Gate;
        Interlocked.Decrement(ref _switches.Waiting);
        Interlocked.Increment(ref _switches.Groups);
        foreach (IPersistentRepresentation one in writes.SelectMany(static write => (IImmutableList<IPersistentRepresentation>)write.Payload))
        {
            Akka.Serialization.SerializerWithStringManifest serializer =
                Assert.IsAssignableFrom<Akka.Serialization.SerializerWithStringManifest>(_serialization.FindSerializerFor(one.Payload));
            Assert.NotNull(serializer.FromBinary(serializer.ToBinary(one.Payload), serializer.Manifest(one.Payload)));
        }

        if (_switches.Fails)
        {
            throw new IOException("the journal is switched to fail");
        }

        bool[] rejected = [.. writes.Select(write => _switches.Rejects(((IImmutableList<IPersistentRepresentation>)write.Payload)[0].Payload))];
        await base.WriteMessagesAsync(writes.Where((_, i) => !rejected[i]));
        return rejected.Any(static one => one)
            ? [.. rejected.Select(one => one ? _switches.Rejection : null!)]
            : null!;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        Interlocked.Increment(ref _switches.Deletes);
        return _switches.DeleteFails
            ? Task.FromException(new IOException("deleting is switched to fail"))
            : base.DeleteMessagesToAsync(persistenceId, toSequenceNr);
    }
}

/// <summary>Switches of a <see cref="FailableJournal"/>.</summary>
internal sealed class JournalSwitches
{
    public int Groups;
    public int Deletes;
    public int Waiting;

    public bool Fails { get; set; }

    public bool DeleteFails { get; set; }

    public IOException Rejection { get; set; } = new("the journal is switched to reject");

    public Func<object, bool> Rejects { get; set; } = static _ => false;

    /// <summary>Writes wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;
}
