using Akka.Persistence;
using EdgeActors.Records;

namespace EdgeActors.Specs.Records;

public sealed class SnapshotUpkeepSpecs
{
    private readonly List<string> _done = [];

    [Fact]
    public void A_snapshot_takes_the_place_of_so_many_events()
    {
        SnapshotUpkeep upkeep = Upkeep(events: 3);

        Stored(upkeep, 2);
        Assert.Empty(_done);
        Stored(upkeep, 1);
        upkeep.OnSaved(Saved(7));

        Assert.Equal(["save", "snapshots to 6", "events to 7"], _done);
    }

    [Fact]
    public void A_snapshot_takes_the_place_of_so_many_bytes()
    {
        SnapshotUpkeep upkeep = Upkeep(events: 1000, bytes: 500);

        Stored(upkeep, 4, bytes: 100);
        Assert.Empty(_done);
        Stored(upkeep, 1, bytes: 100);

        Assert.Equal(["save"], _done);
    }

    [Fact]
    public void Events_that_come_while_a_snapshot_is_saved_count_for_the_next_one()
    {
        SnapshotUpkeep upkeep = Upkeep(events: 3);
        Stored(upkeep, 3);

        Stored(upkeep, 2);
        upkeep.OnSaved(Saved(3));
        _done.Clear();
        Stored(upkeep, 1);

        Assert.Equal(["save"], _done);
    }

    [Fact]
    public void What_an_earlier_life_has_covered_and_not_deleted_is_deleted_at_the_start()
    {
        SnapshotUpkeep upkeep = Upkeep(events: 3);
        upkeep.Offered(Metadata(9));
        upkeep.Count();

        upkeep.Begin();

        Assert.Equal(["snapshots to 8", "events to 9"], _done);
    }

    [Fact]
    public void A_journal_without_a_snapshot_has_nothing_to_delete_at_the_start()
    {
        Upkeep(events: 3).Begin();

        Assert.Empty(_done);
    }

    [Fact]
    public void What_fails_is_tried_again_with_the_next_event_and_told_once_until_it_works()
    {
        SnapshotUpkeep upkeep = Upkeep(events: 2);
        Stored(upkeep, 2);
        for (int i = 0; i < 3; i++)
        {
            upkeep.OnNotSaved(new SaveSnapshotFailure(Metadata(2), new IOException("full")));
            Stored(upkeep, 1);
        }

        upkeep.OnSaved(Saved(5));
        upkeep.OnDeleted();
        upkeep.OnNotDeleted(new IOException("full"));

        Assert.Equal(
            [
                "save", "Saving a snapshot of things: full", "save", "save", "save", "snapshots to 4", "events to 5",
                "Deleting old records of things: full",
            ],
            _done);
    }

    private static void Stored(SnapshotUpkeep upkeep, int events, long bytes = 0)
    {
        for (int i = 0; i < events; i++)
        {
            upkeep.Count(bytes);
            upkeep.Pump();
        }
    }

    private static SnapshotMetadata Metadata(long number) => new("id", number, DateTime.UnixEpoch);

    private static SaveSnapshotSuccess Saved(long number) => new(Metadata(number));

    private SnapshotUpkeep Upkeep(int events, long bytes = long.MaxValue) => new(
        new SnapshotRule("things", events, bytes),
        () => _done.Add("save"),
        number => _done.Add($"events to {number}"),
        criteria => _done.Add($"snapshots to {criteria.MaxSequenceNr}"),
        (work, cause) => _done.Add($"{work}: {cause.Message}"));
}
