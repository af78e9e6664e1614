using Akka.Actor;
using Akka.Event;

namespace EdgeActors.FaultKit.Specs.Actors;

/// <summary>An actor under a script that does nothing is the actor that it is without.</summary>
public sealed class WrappedActorSpecs : VirtualTimeKit
{
    [Fact]
    public void Stash_and_become_are_the_actors_own()
    {
        IActorRef actor = Start<Gate>("");

        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("open", TestActor);
        actor.Tell("shut", TestActor);
        actor.Tell(3, TestActor);
        actor.Tell("open", TestActor);

        ExpectNumbers(1, 2, 3);
    }

    [Fact]
    public void A_delayed_message_can_be_stashed()
    {
        IActorRef actor = Start<Gate>("at actor /user/a on Int32 #1: delay 1s");

        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell(new Identify("both are there"), TestActor);
        ExpectMsg<ActorIdentity>();
        Time.Advance(TimeSpan.FromSeconds(1));
        actor.Tell("open", TestActor);

        Assert.Equal([1, 2], new[] { ExpectMsg<int>(), ExpectMsg<int>() }.Order());
    }

    [Fact]
    public void What_is_stashed_comes_first_after_a_crash()
    {
        IActorRef actor = Start<Gate>("at actor /user/a on Boolean: crash");

        actor.Tell(1, TestActor);
        actor.Tell(true, TestActor);
        actor.Tell("open", TestActor);

        ExpectNumbers(1);
    }

    [Fact]
    public void Timers_run_and_end_with_the_incarnation()
    {
        IActorRef actor = Start<Ticker>("at actor /user/a on Boolean: crash");

        actor.Tell("start", TestActor);
        ExpectMsg("started");
        Time.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("tick");
        actor.Tell(true, TestActor);
        actor.Tell("count", TestActor);
        ExpectMsg(0);
        Time.Advance(TimeSpan.FromSeconds(5));

        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_timers_message_can_be_dropped()
    {
        IActorRef actor = Start<Ticker>("at actor /user/a on Tick #1: drop");

        actor.Tell("start", TestActor);
        ExpectMsg("started");
        Time.Advance(TimeSpan.FromSeconds(1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Time.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg("tick");
    }

    [Fact]
    public void Children_and_their_supervision_are_the_actors_own()
    {
        IActorRef parent = Start<Parent>("");

        parent.Tell("child", TestActor);
        IActorRef child = ExpectMsg<IActorRef>();
        Watch(child);
        child.Tell("fail");

        Assert.Equal("/user/a/child", "/" + string.Join('/', child.Path.Elements));
        ExpectTerminated(child);
    }

    [Fact]
    public void Watching_works_both_ways()
    {
        IActorRef parent = Start<Parent>("at actor /user/a on Terminated: delay 1s");
        var other = CreateTestProbe();

        parent.Tell(other.Ref, TestActor);
        ExpectMsg("watching");
        Sys.Stop(other.Ref);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Time.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg(other.Ref.Path.Name);
        Watch(parent);
        parent.Tell(PoisonPill.Instance);

        ExpectTerminated(parent);
    }

    [Fact]
    public void Asynchronous_handlers_keep_their_context()
    {
        IActorRef actor = Start<Waiter>("at actor /user/a on String #1: duplicate");

        actor.Tell("x", TestActor);

        ExpectMsg("x of /user/a");
        ExpectMsg("x of /user/a");
    }

    [Fact]
    public void A_copy_of_the_props_meets_each_fault_once()
    {
        Faults faults = Sys.Faults("at actor /user/a: duplicate");
        Props copy = Props.Create(() => new Recorder(TestActor)).WithFaults(faults).WithSupervisorStrategy(Akka.Actor.SupervisorStrategy.StoppingStrategy);

        Sys.ActorOf(copy, "a").Tell(new Ping(1), ActorRefs.NoSender);

        ExpectNumbers(1, 1);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, Assert.Single(faults.Places).Count);
    }

    [Fact]
    public void An_unhandled_message_is_told_as_ever()
    {
        IActorRef actor = Start<Gate>("");
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));

        actor.Tell(1.5, TestActor);

        Assert.Equal(1.5, ExpectMsg<UnhandledMessage>().Message);
    }

    private IActorRef Start<T>(string script)
        where T : ActorBase, new() => Sys.ActorOf(Props.Create<T>().WithFaults(Sys.Faults(script)), "a");
}
