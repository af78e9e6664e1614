using System.Text;
using Akka.Actor;
using Akka.Persistence;
using Akka.Serialization;

namespace Akka.Specs.Persistence.Sqlite;

/// <summary>An event and a state of the specs.</summary>
public sealed record Noted(string Text);

/// <summary>Writes text as it is, under the identifier and the manifest of the golden files.</summary>
public sealed class NotedSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 1001;

    public override string Manifest(object o) => "own-v1";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Noted)obj).Text);

    public override object FromBinary(byte[] bytes, string manifest) => manifest == "own-v1"
        ? new Noted(Encoding.UTF8.GetString(bytes))
        : throw new ArgumentException($"unknown manifest {manifest}", nameof(manifest));
}

/// <summary>Stores what it is told and tells its observer what comes back.</summary>
public sealed class Notebook : ReceivePersistentActor
{
    private readonly IActorRef _observer;

    public Notebook(string id, IActorRef observer)
    {
        PersistenceId = id;
        _observer = observer;
        Recover<SnapshotOffer>(offer => observer.Tell(offer));
        Recover<RecoveryCompleted>(_ => observer.Tell($"recovered {LastSequenceNr}"));
        RecoverAny(observer.Tell);
        Command<string>(OnCommand);
        Command<Noted>(note => PersistAsync(note, stored => observer.Tell(stored)));
        Command<byte[]>(bytes => PersistAsync(bytes, stored => observer.Tell(stored)));
        CommandAny(observer.Tell);
    }

    public override string PersistenceId { get; }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => _observer.Tell(cause);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => _observer.Tell(reason);

    private void OnCommand(string command)
    {
        switch (command)
        {
            case "snapshot":
                SaveSnapshot(new Noted($"state {LastSequenceNr}"));
                break;
            case "delete events":
                DeleteMessages(LastSequenceNr);
                break;
            case "delete snapshots":
                DeleteSnapshots(new SnapshotSelectionCriteria(LastSequenceNr - 1));
                break;
            default:
                _observer.Tell($"unknown command {command}");
                break;
        }
    }
}
