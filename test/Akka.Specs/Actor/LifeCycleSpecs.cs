using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class LifeCycleSpecs : TestKit.Xunit2.TestKit
{
    private IActorRef Started()
    {
        var actor = Sys.ActorOf(Scripted.Props(TestActor), "a");
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        return actor;
    }

    [Fact]
    public void Restart_runs_its_hooks_in_order()
    {
        var actor = Started();

        EventFilter.Exception<InvalidOperationException>("boom").ExpectOne(() => actor.Tell(Fail.Boom));

        ExpectMsg("PreRestart Fail");
        ExpectMsg("PostStop");
        ExpectMsg("ctor");
        ExpectMsg("PostRestart boom");
        ExpectMsg("PreStart");
    }

    [Fact]
    public void Restart_keeps_ref_mailbox_and_drops_the_failing_message()
    {
        var actor = Started();

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
        {
            actor.Tell(Fail.Boom);
            actor.Tell("next");
        });

        Assert.Equal("next", FishForMessage(message => message is "next"));
        actor.Tell(new Run(context => TestActor.Tell(context.Self)));
        Assert.Equal(actor, ExpectMsg<IActorRef>());
    }

    [Fact]
    public void Restart_clears_behaviour()
    {
        var actor = Started();
        actor.Tell(new Run(context => context.BecomeStacked(message =>
        {
            if (message is Fail fail)
            {
                throw fail.Cause;
            }

            TestActor.Tell("other " + message);
            return true;
        })));
        actor.Tell("x");
        ExpectMsg("other x");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(Fail.Boom));

        actor.Tell("y");
        Assert.Equal("y", FishForMessage(message => message is "y" or "other y"));
    }

    [Fact]
    public void Restart_stops_children_and_waits_for_them()
    {
        var actor = Started();
        var child = CreateTestProbe();
        actor.Tell(new Spawn(Scripted.Props(child), "child"));
        ExpectMsg<IActorRef>();
        child.ExpectMsg("ctor");
        child.ExpectMsg("PreStart");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(Fail.Boom));

        child.ExpectMsg("PostStop");
        FishForMessage(message => message is "PostRestart boom");
    }

    [Fact]
    public void Restart_keeps_death_watches()
    {
        var watched = CreateTestProbe();
        var actor = Started();
        actor.Tell(new Run(context => context.Watch(watched)));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(Fail.Boom));
        FishForMessage(message => message is "PostRestart boom");
        Sys.Stop(watched);

        Assert.Equal(watched.Ref, FishForMessage<Died>(_ => true).Who);
    }

    [Fact]
    public void Failing_constructor_stops_the_actor()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create(() => new FailsInConstructor()));
            Watch(actor);
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Failure_of_a_constructor_is_wrapped()
    {
        var seen = CreateTestProbe();
        var strategy = new OneForOneStrategy(cause =>
        {
            seen.Tell(cause);
            return Directive.Stop;
        });
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));

        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => parent.Tell(new Spawn(Props.Create(() => new FailsInConstructor()), "c")));

        var cause = seen.ExpectMsg<ActorInitializationException>();
        Assert.IsType<TypeLoadException>(cause.InnerException);
        Assert.Equal("in ctor", cause.GetBaseException().Message);
    }

    [Fact]
    public void Failing_pre_start_stops_the_actor()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create(() => new FailsInPreStart()));
            Watch(actor);
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Failing_post_restart_reaches_the_supervisor()
    {
        var seen = CreateTestProbe();
        var strategy = new OneForOneStrategy(cause =>
        {
            seen.Tell(cause);
            return cause is PostRestartException ? Directive.Stop : Directive.Restart;
        });
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        parent.Tell(new Spawn(Props.Create(() => new FailsInPostRestart()), "c"));
        var child = ExpectMsg<IActorRef>();

        EventFilter.Exception<InvalidOperationException>().And.Exception<PostRestartException>().Expect(2, () => child.Tell("fail"));

        seen.ExpectMsg<InvalidOperationException>();
        Assert.Equal("again", seen.ExpectMsg<PostRestartException>().InnerException!.Message);
    }

    [Fact]
    public void Kill_stops_the_actor_through_supervision()
    {
        var actor = Started();
        Watch(actor);

        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));

        ExpectMsg("PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Arguments_of_props_are_evaluated_once()
    {
        var evaluations = 0;
        var props = Props.Create(() => new Disposable(TestActor, new object[] { Interlocked.Increment(ref evaluations) }));
        var actor = Sys.ActorOf(props);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("fail"));

        ExpectMsg("disposed");
        Assert.Equal(1, evaluations);
    }

    [Fact]
    public void Props_refuse_anything_but_a_new_expression() =>
        Assert.Throws<ArgumentException>(() => Props.Create(() => Make()));

    [Fact]
    public void Actor_cannot_be_made_with_new()
    {
        Exception? outside = null;
        var thread = new Thread(() => outside = Record.Exception(() => new Scripted(ActorRefs.Nobody)));

        thread.Start();
        thread.Join();

        Assert.IsType<ActorInitializationException>(outside);
    }

    private static Scripted Make() => new(ActorRefs.Nobody);

    private sealed class FailsInConstructor : ReceiveActor
    {
        public FailsInConstructor() => throw new InvalidOperationException("in ctor");
    }

    private sealed class FailsInPreStart : ReceiveActor
    {
        protected override void PreStart() => throw new InvalidOperationException("in PreStart");
    }

    private sealed class FailsInPostRestart : ReceiveActor
    {
        public FailsInPostRestart() => ReceiveAny(_ => throw new InvalidOperationException("first"));

        protected override void PostRestart(Exception reason) => throw new InvalidOperationException("again");
    }
}
