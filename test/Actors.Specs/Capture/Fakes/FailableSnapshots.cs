using System.Collections.Concurrent;
using Akka.Persistence;
using Akka.Persistence.Snapshot;

namespace EdgeActors.Specs.Capture.Fakes;

/// <summary>The in-memory snapshot store behind the real serializer, with switches; found by its system's name.</summary>
internal sealed class FailableSnapshots : MemorySnapshotStore
{
    private static readonly ConcurrentDictionary<string, SnapshotSwitches> All = new();

    private readonly SnapshotSwitches _switches = Of(Context.System.Name);
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;

    public static SnapshotSwitches Of(string system) => All.GetOrAdd(system, static _ => new SnapshotSwitches());

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        Akka.Serialization.SerializerWithStringManifest serializer =
            Assert.IsAssignableFrom<Akka.Serialization.SerializerWithStringManifest>(_serialization.FindSerializerFor(snapshot));
        byte[] bytes = serializer.ToBinary(snapshot);
        Interlocked.Increment(ref _switches.Saves);
        _switches.LargestBytes = Math.Max(_switches.LargestBytes, bytes.Length);
        return _switches.Fails
            ? Task.FromException(new IOException("saving is switched to fail"))
            : base.SaveAsync(metadata, serializer.FromBinary(bytes, serializer.Manifest(snapshot)));
    }
}

/// <summary>Switches of a <see cref="FailableSnapshots"/>.</summary>
internal sealed class SnapshotSwitches
{
    public int Saves;

    /// <summary>Of the largest snapshot so far.</summary>
    public int LargestBytes { get; set; }

    public bool Fails { get; set; }
}
