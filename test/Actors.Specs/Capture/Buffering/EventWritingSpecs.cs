using EdgeActors.Capture.Buffering;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>Which events share a transaction, and that none overtakes another.</summary>
public sealed class EventWritingSpecs
{
    private readonly Host _host = new();
    private readonly EventWriting _events;

    public EventWritingSpecs() => _events = new EventWriting(_host);

    [Fact]
    public void Without_captures_on_their_way_an_event_is_written_at_once()
    {
        _events.Write(Event(1), Nothing, Ignore);
        _events.Write(Write(2), Write(3));

        Assert.Equal(["1", "2 3"], _host.Written);
    }

    [Fact]
    public void While_captures_are_written_or_waited_for_events_go_with_the_next_of_them_in_their_order()
    {
        _events.WriteGroup(Write(1));
        _events.Write(Event(2), Nothing, Ignore);
        _events.Write(Write(3), Write(4));
        Assert.Equal(["1"], _host.Written);

        _events.WriteGroup(Write(5));
        _events.Write(Event(6), Nothing, Ignore);

        Assert.Equal(["1", "2", "3 4", "5"], _host.Written);
    }

    [Fact]
    public void When_no_captures_come_they_are_written_and_so_is_what_follows()
    {
        _events.WriteGroup(Write(1));
        _events.Write(Event(2), Nothing, Ignore);

        _events.NoGroup();
        _events.Write(Event(3), Nothing, Ignore);

        Assert.Equal(["1", "2", "3"], _host.Written);
    }

    private static EventWrite Write(long batch) => new(Event(batch), Nothing, Ignore);

    private static BatchSealed Event(long batch) => new(batch);

    private static void Nothing()
    {
    }

    private static void Ignore(Exception cause)
    {
    }

    private sealed class Host : IBufferHost
    {
        public List<string> Written { get; } = [];

        public void Persist(IReadOnlyList<EventWrite> together) => Written.Add(string.Join(' ', together.Select(static one => ((BatchSealed)one.Event).Batch)));

        public void AfterSpool(Func<CancellationToken, Task> work, Action then, Action<Exception> failed) => throw new NotSupportedException();

        public void Later(string key, TimeSpan delay, Action action) => throw new NotSupportedException();

        public void Pump() => throw new NotSupportedException();
    }
}
