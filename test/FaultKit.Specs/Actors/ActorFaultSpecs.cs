using Akka.Actor;

namespace EdgeActors.FaultKit.Specs.Actors;

public sealed class ActorFaultSpecs : VirtualTimeKit
{
    [Fact]
    public void A_crash_before_the_nth_message_restarts_the_actor_by_its_supervisor()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/a on Ping #2: crash"));

        TellPings(actor, 3);

        ExpectMsg(1);
        ExpectMsg($"InjectedFaultException at {new Ping(2)}");
        ExpectMsg("stopped");
        ExpectMsg(3);
    }

    [Fact]
    public void A_crash_after_a_message_comes_when_it_was_handled()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/a on Ping #2 after: crash"));

        TellPings(actor, 3);

        ExpectNumbers(1, 2);
        ExpectMsg($"InjectedFaultException at {new Ping(2)}");
        ExpectMsg("stopped");
        ExpectMsg(3);
    }

    [Fact]
    public void A_dropped_message_is_never_handled()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/* on Ping every 2: drop"));

        TellPings(actor, 5);

        ExpectNumbers(1, 3, 5);
    }

    [Fact]
    public void A_duplicate_has_the_same_sender()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/a on Ping #1: duplicate 2"));
        var sender = CreateTestProbe();

        actor.Tell(new Ping(7), sender.Ref);

        ExpectNumbers(7, 7, 7);
        Assert.All(Enumerable.Range(0, 3), _ => sender.ExpectMsg(new Pong(7)));
    }

    [Fact]
    public void A_delayed_message_comes_in_virtual_time_from_its_sender()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/a on Ping #1: delay 10s"));
        var sender = CreateTestProbe();

        actor.Tell(new Ping(1), sender.Ref);
        actor.Tell(new Ping(2), sender.Ref);
        sender.ExpectMsg(new Pong(2));
        Time.Advance(TimeSpan.FromSeconds(9));
        sender.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Time.Advance(TimeSpan.FromSeconds(1));

        sender.ExpectMsg(new Pong(1));
    }

    [Fact]
    public void A_reordered_message_is_passed_by_others()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/a on Ping #1: reorder 2"));

        TellPings(actor, 2);
        ExpectMsg(2);
        actor.Tell(new Ping(3), ActorRefs.NoSender);

        ExpectNumbers(3, 1);
    }

    [Fact]
    public void A_reordered_message_comes_in_time_even_when_none_passes()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/a on Ping #1: reorder 5 within 3s"));

        TellPings(actor, 2);
        ExpectMsg(2);
        Time.Advance(TimeSpan.FromSeconds(3));

        ExpectMsg(1);
    }

    [Fact]
    public void A_held_message_survives_a_restart_as_the_mailbox_does()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor /user/a on Ping #1: reorder 2\nat actor /user/a on String: crash"));

        TellPings(actor, 1);
        actor.Tell("crash", ActorRefs.NoSender);
        ExpectMsg("InjectedFaultException at crash");
        ExpectMsg("stopped");
        actor.Tell(new Ping(2), ActorRefs.NoSender);
        actor.Tell(new Ping(3), ActorRefs.NoSender);

        ExpectNumbers(2, 3, 1);
    }

    [Fact]
    public void Kill_happens_at_its_point()
    {
        int handled = 0;
        int handledAtKill = -1;
        FaultOptions options = new() { Kill = () => handledAtKill = handled };
        Faults faults = Sys.Faults(FaultScript.Parse("at actor /user/k #2 after: kill"), options);
        Action handle = () => handled++;
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Calling(handle)).WithFaults(faults), "k");

        actor.Tell("one");
        actor.Tell("two");
        AwaitAssert(() => Assert.Equal(2, handledAtKill));

        Assert.Equal("kill", Assert.Single(faults.Trace.Steps).Action.ToString());
    }

    [Fact]
    public void A_rule_may_name_the_sender_and_a_base_of_the_message()
    {
        IActorRef actor = Recorder(Sys.Faults("at actor ** on IEquatable* from /user/forwarder: drop"));
        IActorRef forwarder = Sys.ActorOf(Props.Create(() => new Forwarder(actor)), "forwarder");

        forwarder.Tell(new Ping(1));
        forwarder.Tell("done");
        actor.Tell(new Ping(2), TestActor);

        ExpectMsg(2);
        ExpectMsg(new Pong(2));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private sealed class Calling(Action act) : UntypedActor
    {
        protected override void OnReceive(object message) => act();
    }

    private sealed class Forwarder(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Tell(message, Self);
    }
}
