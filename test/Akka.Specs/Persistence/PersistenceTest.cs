using Akka.Actor;
using Akka.Configuration;

namespace Akka.Specs.Persistence;

/// <summary>A system whose events go to a <see cref="SwitchedJournal"/>.</summary>
public abstract class PersistenceTest : TestKit.Xunit2.TestKit
{
    private static int _systems;

    private readonly Switches _journal;

    protected PersistenceTest(string more = "")
        : base(Settings(more), $"persistence-{Interlocked.Increment(ref _systems)}") => _journal = SwitchedJournal.Of(Sys);

    internal Switches Journal => _journal;

    private static Config Settings(string more) => ConfigurationFactory.ParseString(more).SafeWithFallback(
        $$"""
        akka.persistence {
          journal.plugin = "akka.persistence.journal.switched"
          journal.switched.class = "{{typeof(SwitchedJournal).AssemblyQualifiedName}}"
          snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        """);

    /// <summary>Starts an actor and waits until it has recovered.</summary>
    internal IActorRef Recovered(string id, long at = 0)
    {
        var actor = Start(id);
        FishForMessage<string>(text => text == $"recovered {at}");
        return actor;
    }

    internal IActorRef Start(string id) => Sys.ActorOf(Journaled.Props(id, TestActor));

    internal void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Unwatch(actor);
    }

    /// <summary>Waits until the journal holds something, and lets the oldest of it go on.</summary>
    internal void Release()
    {
        AwaitHeld();
        Journal.Release();
    }

    internal void AwaitHeld() => AwaitCondition(() => Journal.IsHolding);
}
