using Akka.Actor;
using Akka.Persistence;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite;

/// <summary>Journal, snapshots and ballast as a device has them, under more load than it will ever see.</summary>
public sealed class FiveMegabytesSpecs : IDisposable
{
    private const long FiveMegabytes = 5_242_880;
    private const int Actors = 16;
    private const int Events = 500;

    private readonly SqliteFolder _folder = new();

    private string Settings => $$"""
        akka.persistence.journal.sqlite {
          budget = 3100000
          ballast-file = "{{Path.Combine(_folder.Name, "ballast")}}"
        }
        akka.persistence.snapshot-store.sqlite.budget = 1850000
        """;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_together_never_exceeds_them_and_what_was_acknowledged_is_there(bool foreignReader)
    {
        using Inside.SizeWatch watch = new(_folder.Name);
        ActorSystem system = _folder.Start(Settings);
        TaskCompletionSource<int>[] done = [.. Enumerable.Range(0, Actors).Select(_ => new TaskCompletionSource<int>())];
        for (int i = 0; i < Actors; i++)
        {
            TaskCompletionSource<int> mine = done[i];
            string id = $"device-{i}";
            IActorRef device = system.ActorOf(Props.Create(() => new Device(id, mine)));
            device.Tell("go");
        }

        using (SqliteConnection? foreign = foreignReader ? await HoldOldViewAsync() : null)
        {
            await Task.WhenAny(Task.WhenAll(done.Select(one => one.Task)), Task.Delay(TimeSpan.FromSeconds(foreignReader ? 3 : 120)));
        }

        int[] stored = await Task.WhenAll(done.Select(one => one.Task)).WaitAsync(TimeSpan.FromSeconds(120));
        await system.Terminate();

        system = _folder.Start(Settings);
        TaskCompletionSource<int>[] back = [.. Enumerable.Range(0, Actors).Select(_ => new TaskCompletionSource<int>())];
        for (int i = 0; i < Actors; i++)
        {
            TaskCompletionSource<int> mine = back[i];
            string id = $"device-{i}";
            system.ActorOf(Props.Create(() => new Device(id, mine))).Tell("count");
        }

        Assert.Equal(stored, await Task.WhenAll(back.Select(one => one.Task)).WaitAsync(TimeSpan.FromSeconds(60)));
        await system.Terminate();
        Assert.InRange(watch.Most, 1_000_000, FiveMegabytes);
        Assert.InRange(watch.Samples, 50, int.MaxValue);
    }

    private async Task<SqliteConnection> HoldOldViewAsync()
    {
        while (!File.Exists(_folder.Journal + "-wal") || new FileInfo(_folder.Journal + "-wal").Length < 100_000)
        {
            await Task.Delay(5);
        }

        SqliteConnection connection = new($"Data Source={_folder.Journal};Pooling=False");
        await connection.OpenAsync();
        using SqliteCommand read = new("BEGIN; SELECT COUNT(*) FROM event_journal", connection);
        await read.ExecuteScalarAsync();
        return connection;
    }

    /// <summary>Keeps count of its events and, every fiftieth, a state of 40 KB, after which it deletes what lies before.</summary>
    private sealed class Device : ReceivePersistentActor
    {
        private readonly byte[] _event = new byte[1200];
        private readonly TaskCompletionSource<int> _done;
        private int _count;
        private int _tried;
        private long _snapshot;

        public Device(string id, TaskCompletionSource<int> done)
        {
            PersistenceId = id;
            _done = done;
            Recover<SnapshotOffer>(offer => _count = BitConverter.ToInt32((byte[])offer.Snapshot));
            Recover<byte[]>(_ => _count++);
            Command<string>(OnCommand);
            Command<SaveSnapshotSuccess>(OnSaved);
            CommandAny(_ => { });
        }

        public override string PersistenceId { get; }

        protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
        {
            Assert.Equal(13, Assert.IsType<SqliteException>(cause).SqliteErrorCode);
            DeleteMessages(_snapshot);
            Context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(50), Self, "go", Self);
        }

        private void OnCommand(string command)
        {
            if (command == "count" || _tried >= Events)
            {
                _done.TrySetResult(_count);
                return;
            }

            Persist(_event, _ =>
            {
                _count++;
                if (++_tried % 50 == 0)
                {
                    byte[] state = new byte[40_000];
                    BitConverter.TryWriteBytes(state, _count);
                    SaveSnapshot(state);
                }

                Self.Tell("go");
            });
        }

        private void OnSaved(SaveSnapshotSuccess saved)
        {
            _snapshot = saved.Metadata.SequenceNr;
            DeleteMessages(_snapshot);
            DeleteSnapshots(new SnapshotSelectionCriteria(_snapshot - 1));
        }
    }
}
