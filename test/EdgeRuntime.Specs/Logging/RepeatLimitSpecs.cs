using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class RepeatLimitSpecs
{
    private static readonly LogOptions Options = new() { Repeats = 3, RepeatSubjects = 16 };

    private readonly RepeatLimit _limit = new(Options);

    [Fact]
    public void The_first_few_are_written_and_the_others_counted()
    {
        bool[] written = [.. Enumerable.Range(0, 10).Select(i => _limit.Admits(Entry(1, "a"), Seconds(i)))];

        Assert.Equal([true, true, true, false, false, false, false, false, false, false], written);
        Assert.Equal(Seconds(60), _limit.NextDue);
        Assert.Empty(_limit.TakeDue(Seconds(59)));
        RepeatedEvent told = Assert.Single(_limit.TakeDue(Seconds(60)));
        Assert.Equal((1, 7, Seconds(60)), (told.Last.Id.Id, told.Count, told.Window));
        Assert.Null(_limit.NextDue);
    }

    [Fact]
    public void Count_that_ends_soonest_is_due_next_however_late_it_began()
    {
        Repeat(3, Entry(1, "b"), Seconds(0));
        Repeat(4, Entry(1, "a"), Seconds(50));
        Assert.Equal(Seconds(110), _limit.NextDue);

        Repeat(1, Entry(1, "b"), Seconds(55));

        Assert.Equal(Seconds(60), _limit.NextDue);
        Assert.Single(_limit.TakeDue(Seconds(60)));
        Assert.Equal(Seconds(110), _limit.NextDue);
    }

    [Fact]
    public void A_new_window_begins_after_the_old_one()
    {
        Repeat(4, Entry(1, "a"), Seconds(0));
        _limit.TakeDue(Seconds(60));

        Assert.True(_limit.Admits(Entry(1, "a"), Seconds(61)));
    }

    [Fact]
    public void Subjects_and_events_are_counted_apart()
    {
        Repeat(4, Entry(1, "a"), Seconds(0));

        Assert.True(_limit.Admits(Entry(1, "b"), Seconds(1)));
        Assert.True(_limit.Admits(Entry(2, "a"), Seconds(1)));
    }

    [Fact]
    public void A_number_is_no_subject()
    {
        Repeat(3, Entry(1, 17), Seconds(0));

        Assert.False(_limit.Admits(Entry(1, 18), Seconds(1)));
    }

    [Fact]
    public void Zero_writes_all()
    {
        RepeatLimit all = new(Options with { Repeats = 0 });

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(all.Admits(Entry(1, "a"), Seconds(0))));
        Assert.Equal(0, all.Subjects);
    }

    [Fact]
    public void What_is_still_being_counted_is_told_at_the_end()
    {
        Repeat(5, Entry(1, "a"), Seconds(0));

        RepeatedEvent told = Assert.Single(_limit.TakeDue(Seconds(20), all: true));

        Assert.Equal((2, Seconds(20)), (told.Count, told.Window));
    }

    [Fact]
    public void Memory_is_bounded_whatever_arrives()
    {
        int written = Enumerable.Range(0, 100_000).Count(i => _limit.Admits(Entry(i % 3, $"subject {i}"), Seconds(i / 10_000.0)));

        Assert.InRange(_limit.Subjects, 16, 16 + 3);
        Assert.Equal(16 + (3 * Options.Repeats), written);
        Assert.Equal(100_000 - written, _limit.TakeDue(Seconds(61)).Sum(static told => told.Count));
    }

    [Fact]
    public void First_error_about_a_subject_is_written_even_when_the_memory_is_full()
    {
        Repeat(1, [.. Enumerable.Range(0, 1000).Select(i => Entry(1, $"subject {i}"))], Seconds(0));

        Assert.All(Enumerable.Range(0, 1000), i => Assert.True(_limit.Admits(Entry(1, $"error {i}", LogLevel.Error), Seconds(1))));
        Assert.InRange(_limit.Subjects, 16, 17);
    }

    [Fact]
    public void Subjects_are_forgotten_when_their_window_ends()
    {
        Repeat(1, [.. Enumerable.Range(0, 16).Select(i => Entry(1, $"subject {i}"))], Seconds(0));

        Assert.True(_limit.Admits(Entry(1, "new"), Seconds(60)));
        Assert.Equal(1, _limit.Subjects);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LogEntry Entry(int id, object subject, LogLevel level = LogLevel.Warning) =>
        new(DateTimeOffset.UnixEpoch, level, new EventId(id, "Event"), "EdgeActors", $"about {subject}", [new("Subject", subject)], null);

    private void Repeat(int times, LogEntry entry, TimeSpan now) => Repeat(1, [.. Enumerable.Repeat(entry, times)], now);

    private void Repeat(int times, LogEntry[] entries, TimeSpan now)
    {
        foreach (LogEntry entry in Enumerable.Repeat(entries, times).SelectMany(static all => all))
        {
            _limit.Admits(entry, now);
        }
    }
}
