using Akka.Actor;

namespace Akka.Specs.Persistence;

public sealed class PermitSpecs() : PersistenceTest("akka.persistence.max-concurrent-recoveries = 1")
{
    /// <summary>Stores an event, so that a recovery has something to wait for.</summary>
    private void Store(string id)
    {
        var actor = Recovered(id);
        actor.Tell(Do.Persist(id));
        ExpectMsg("stored " + id);
        StopAndWait(actor);
    }

    [Fact]
    public void Actors_recover_one_after_another_when_there_is_one_permit()
    {
        Store("a");
        Store("b");
        Journal.HoldReplay = true;

        Start("a");
        AwaitHeld();
        Start("b");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Release();

        ExpectMsg("back a");
        ExpectMsg("recovered 1");
        AwaitHeld();
        Release();
        ExpectMsg("back b");
    }

    [Fact]
    public void Actor_that_dies_in_recovery_gives_its_permit_back()
    {
        Store("a");
        Store("b");
        Journal.HoldReplay = true;
        var first = Start("a");
        AwaitHeld();
        Journal.HoldReplay = false;

        Start("b");
        // Who waits for the permit may hear of the death before a watcher here does, so the watcher has a mailbox of its own.
        var watcher = CreateTestProbe();
        watcher.Watch(first);
        Sys.Stop(first);

        ExpectMsg("back b");
        ExpectMsg("recovered 1");
        watcher.ExpectTerminated(first);
        Release();
    }

    [Fact]
    public void Actor_that_dies_while_it_waits_is_passed_over()
    {
        Store("a");
        Store("b");
        Store("c");
        Journal.HoldReplay = true;
        Start("a");
        AwaitHeld();
        var waiting = Start("b");
        Start("c");

        StopAndWait(waiting);
        Journal.HoldReplay = false;
        Release();

        ExpectMsg("back a");
        ExpectMsg("recovered 1");
        ExpectMsg("back c");
        ExpectMsg("recovered 1");
    }

    [Fact]
    public void Failed_recovery_gives_its_permit_back()
    {
        Store("a");
        Store("b");
        Journal.FailReplay = new IOException("unreadable");
        Start("a");
        ExpectMsg("recovery failed at no event: unreadable");
        Journal.FailReplay = null;

        Start("b");

        ExpectMsg("back b");
    }

    [Fact]
    public void Restart_at_completion_keeps_commands_and_gives_the_permit_back()
    {
        var stumble = new Stumble();

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
            Sys.ActorOf(Props.Create(() => new Stumbling("a", TestActor, stumble))).Tell("go on"));

        ExpectMsg("stumbled");
        ExpectMsg("recovered 0");
        ExpectMsg("go on");
        Recovered("b");
    }

    private sealed class Stumble
    {
        public bool Done { get; set; }
    }

    /// <summary>Throws in its first completion of recovery.</summary>
    private sealed class Stumbling(string id, IActorRef log, Stumble stumble) : Journaled(id, log)
    {
        protected override void OnCompleted()
        {
            if (stumble.Done)
            {
                base.OnCompleted();
                return;
            }

            stumble.Done = true;
            Events.Tell("stumbled");
            throw new InvalidOperationException("boom");
        }
    }
}
