using Akka.Actor;
using Akka.Specs.Actor;

namespace Akka.Specs.Persistence;

public sealed class RestartSpecs : PersistenceTest
{
    private static Do Fail(string text) => new(_ => throw new InvalidOperationException(text));

    [Fact]
    public void Restarted_actor_recovers_and_then_takes_the_commands_that_waited()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
        {
            actor.Tell(Do.Persist("one"));
            actor.Tell(Fail("boom"));
            actor.Tell("first");
            actor.Tell("second");
            AwaitHeld();
            Release();
        });

        ExpectMsg("stored one");
        ExpectMsg("back one");
        ExpectMsg("recovered 1");
        ExpectMsg("first");
        ExpectMsg("second");
    }

    [Fact]
    public void Event_of_a_throwing_handler_is_stored_and_comes_back()
    {
        var actor = Recovered("a");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
            actor.Tell(new Do(self => self.Persist("one", _ => throw new InvalidOperationException("boom")))));

        ExpectMsg("back one");
        ExpectMsg("recovered 1");
    }

    [Fact]
    public void New_incarnation_sees_what_the_old_one_had_in_flight_and_hears_no_answer_to_it()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");
        actor.Tell(Do.PersistAsync("in flight"));
        AwaitHeld();

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(Fail("boom")));
        actor.Tell(Do.PersistAsync("next"));
        Journal.HoldWrites = false;
        Release();

        ExpectMsg("back in flight");
        ExpectMsg("recovered 1");
        ExpectMsg("stored next");
    }

    [Fact]
    public void Incarnation_restarted_in_its_replay_sees_every_event_once()
    {
        var actor = Recovered("a");
        actor.Tell(Do.Persist("one"));
        ExpectMsg("stored one");
        StopAndWait(actor);
        var family = Sys.ActorOf(Props.Create(() => new Parent(new AllForOneStrategy(_ => Directive.Restart))));
        family.Tell(new Spawn(Props.Create(() => new Scripted(Sys.DeadLetters)), "sibling"), TestActor);
        var sibling = ExpectMsg<IActorRef>();
        Journal.HoldReplay = true;
        family.Tell(new Spawn(Journaled.Props("a", TestActor), "journaled"), TestActor);
        ExpectMsg<IActorRef>();
        AwaitHeld();

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => sibling.Tell(Actor.Fail.Boom));
        AwaitCondition(() => Journal.Replays == 2);
        Release();
        Release();

        ExpectMsg("back one");
        ExpectMsg("recovered 1");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Event_persisted_by_a_command_that_then_throws_is_stored_but_its_handler_is_not_called()
    {
        var actor = Recovered("a");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new Do(self =>
        {
            self.PersistAsync("one", self.Note);
            throw new InvalidOperationException("boom");
        })));

        ExpectMsg("back one");
        ExpectMsg("recovered 1");
    }

    [Fact]
    public void Restart_hook_gets_the_event_whose_handler_threw()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Hooked("a", TestActor)));
        ExpectMsg("recovered 0");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
            actor.Tell(new Do(self => self.Persist("one", _ => throw new InvalidOperationException("boom")))));

        Assert.Contains("payload: one", ExpectMsg<string>(), StringComparison.Ordinal);
        ExpectMsg("back one");
    }

    [Fact]
    public void Failing_asynchronous_command_restarts_the_actor_and_keeps_the_rest()
    {
        var actor = Recovered("a");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
        {
            actor.Tell(new DoAsync(async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("boom");
            }));
            actor.Tell("next");
        });

        ExpectMsg("recovered 0");
        ExpectMsg("next");
    }

    [Fact]
    public void Stopped_actors_waiting_commands_are_dead_letters()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");
        actor.Tell(Do.Persist("one"));
        actor.Tell("waiting");
        AwaitHeld();
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));

        actor.Tell(PoisonPill.Instance);

        Assert.Equal("waiting", ExpectMsg<Akka.Event.DeadLetter>().Message);
    }

    private sealed class Hooked(string id, IActorRef log) : Journaled(id, log)
    {
        protected override void PreRestart(Exception reason, object message)
        {
            Events.Tell($"{message}");
            base.PreRestart(reason, message);
        }
    }
}
