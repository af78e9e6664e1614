using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace EdgeActors.Specs;

/// <summary>What a system has logged. It is here as soon as the logger has returned: an actor that listens would hear of it some time later.</summary>
internal sealed class LoggedEvents : ActorRefBase
{
    private readonly ConcurrentQueue<LogEvent> _all = [];

    public LoggedEvents(ActorSystem system) => system.EventStream.Subscribe(this, typeof(LogEvent));

    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "spec")) / "logged";

    /// <summary>Sentences, in the order in which they were logged.</summary>
    public IEnumerable<string> Sentences => _all.Select(Sentence);

    public IEnumerable<string> Warnings => _all.OfType<Warning>().Select(Sentence);

    public IReadOnlyCollection<Error> Errors => [.. _all.OfType<Error>()];

    /// <summary>Fails when there is an error that contains none of <paramref name="expected"/>.</summary>
    public void AssertNoErrorBut(IReadOnlyCollection<string> expected) => Assert.DoesNotContain(
        Errors, error => !expected.Any(part => error.ToString().Contains(part, StringComparison.Ordinal)));

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is LogEvent logged)
        {
            _all.Enqueue(logged);
        }
    }

    private static string Sentence(LogEvent logged) => logged.Message?.ToString() ?? "";
}
