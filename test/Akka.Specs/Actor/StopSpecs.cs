using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class StopSpecs : TestKit.Xunit2.TestKit
{
    [Fact]
    public void Stopping_stops_children_first()
    {
        var top = Sys.ActorOf(Scripted.Props(TestActor), "a");
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        top.Tell(new Spawn(Scripted.Props(TestActor), "child"));
        var child = FishForMessage<IActorRef>(_ => true);
        var grandchild = CreateTestProbe();
        child.Tell(new Spawn(Props.Create(() => new NotesStop("grandchild", TestActor)), "grandchild"));
        FishForMessage<IActorRef>(_ => true);
        Watch(top);

        Sys.Stop(top);

        ExpectMsg("grandchild stopped");
        ExpectMsg("PostStop");
        ExpectMsg("PostStop");
        ExpectTerminated(top);
        Assert.False(grandchild.HasMessages);
    }

    [Fact]
    public void Disposable_actor_is_disposed_at_restart_and_stop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Disposable(TestActor, null)));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("fail"));
        ExpectMsg("disposed");
        Sys.Stop(actor);

        ExpectMsg("disposed");
    }

    [Fact]
    public void Creating_a_child_while_terminating_is_refused()
    {
        var actor = Sys.ActorOf(Props.Create(() => new CreatesAtTheEnd(TestActor)));

        Sys.Stop(actor);

        ExpectMsg<InvalidOperationException>();
    }

    [Fact]
    public void Failing_post_stop_does_not_hinder_the_stop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new FailsInPostStop()));
        Watch(actor);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => Sys.Stop(actor));

        ExpectTerminated(actor);
    }

    private sealed class FailsInPostStop : ReceiveActor
    {
        protected override void PostStop() => throw new InvalidOperationException("in PostStop");
    }

    private sealed class NotesStop(string name, IActorRef log) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => log.Tell($"{name} stopped");
    }

    private sealed class CreatesAtTheEnd(IActorRef log) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => log.Tell(Record.Exception(() => Context.ActorOf(Scripted.Props(log))));
    }
}
