using Akka.Actor;

namespace Akka.TestKit;

internal sealed class EventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilter> filters) : IEventFilterApplier
{
    /// <summary>How long unwanted events have to show up when none is expected.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    public EventFilterFactory And => new(testkit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, testkit.TestKitSettings.TestEventFilterLeeway, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        action();
        WaitFor(expectedCount, timeout, cancellationToken).GetAwaiter().GetResult();
    }

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => ExpectAsync(1, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, testkit.TestKitSettings.TestEventFilterLeeway, actionAsync, cancellationToken);

    public async Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        await action();
        await WaitFor(expectedCount, timeout, cancellationToken);
    }

    public void Mute(Action action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        action();
    }

    public async Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        await action();
    }

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new MuteFilters(filters));
        return new Muted(system, filters);
    }

    private async Task WaitFor(int expectedCount, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var limit = testkit.Dilated(expectedCount == 0 && timeout > Quiet ? Quiet : timeout);
        await testkit.AwaitConditionNoThrowAsync(
            () => expectedCount > 0 && Seen() >= expectedCount, limit, TimeSpan.FromMilliseconds(10), cancellationToken).ConfigureAwait(false);
        if (Seen() != expectedCount)
        {
            testkit.FailWith($"Expected {expectedCount} log events, but saw {Seen()} within {limit}.");
        }
    }

    private int Seen() => filters.Sum(filter => filter.Count);

    private sealed class Muted(ActorSystem system, IReadOnlyList<EventFilter> filters) : IUnmutableFilter
    {
        public void Unmute() => system.EventStream.Publish(new UnmuteFilters(filters));

        public void Dispose() => Unmute();
    }
}
