using Akka.Actor;
using Akka.Event;

namespace Akka.Specs.Actor;

public sealed class StashSpecs : TestKit.Xunit2.TestKit
{
    private IActorRef Stasher() => Sys.ActorOf(Props.Create(() => new Stashing(TestActor)));

    [Fact]
    public void Unstashed_messages_come_first_and_in_order()
    {
        var actor = Stasher();

        actor.Tell("one");
        actor.Tell("two");
        actor.Tell("open");
        actor.Tell("three");

        ExpectMsg("one");
        ExpectMsg("two");
        ExpectMsg("three");
    }

    [Fact]
    public void Unstash_takes_one_message_back()
    {
        var actor = Stasher();

        actor.Tell("one");
        actor.Tell("two");
        actor.Tell("open one");

        ExpectMsg("one");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Same_message_cannot_be_stashed_twice()
    {
        var actor = Stasher();

        actor.Tell("twice");

        ExpectMsg<IllegalActorStateException>();
    }

    [Fact]
    public void Sender_is_kept()
    {
        var probe = CreateTestProbe();
        var actor = Stasher();

        actor.Tell("who", probe);
        actor.Tell("open");

        ExpectMsg("who");
        probe.ExpectMsg("you");
    }

    [Fact]
    public void New_incarnation_sees_stashed_messages_first()
    {
        var actor = Stasher();

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
        {
            actor.Tell("one");
            actor.Tell("fail");
            actor.Tell("open");
        });

        ExpectMsg("one");
    }

    [Fact]
    public void Stashed_messages_of_a_stopped_actor_are_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Stasher();

        actor.Tell("one");
        actor.Tell(PoisonPill.Instance);

        Assert.Equal("one", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void Stash_knows_how_much_it_holds()
    {
        var actor = Stasher();

        actor.Tell("one");
        actor.Tell("count");

        ExpectMsg((1, true, false));
    }

    [Fact]
    public void Stashed_death_comes_back_once()
    {
        var watched = Sys.ActorOf(Props.Empty);
        var actor = Stasher();
        actor.Tell(watched);

        Sys.Stop(watched);
        Watch(watched);
        ExpectTerminated(watched);
        AwaitCondition(() => actor.Ask<int>("how many").Result == 1);
        actor.Tell("open");

        ExpectMsg(("died", watched));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private sealed class Stashing : ReceiveActor, IWithUnboundedStash
    {
        public Stashing(IActorRef log)
        {
            Receive<string>(text => text == "open", _ =>
            {
                Become(() => ReceiveAny(message =>
                {
                    log.Tell(message is Terminated terminated ? ("died", terminated.ActorRef) : message);
                    if (message is "who")
                    {
                        Sender.Tell("you");
                    }
                }));
                Stash.UnstashAll();
            });
            Receive<string>(text => text == "open one", _ =>
            {
                Become(() => ReceiveAny(log.Tell));
                Stash.Unstash();
            });
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("boom"));
            Receive<string>(text => text == "count", _ => log.Tell((Stash.Count, Stash.NonEmpty, Stash.IsEmpty)));
            Receive<string>(text => text == "twice", _ =>
            {
                Stash.Stash();
                log.Tell(Record.Exception(Stash.Stash));
            });
            Receive<IActorRef>(watched => Context.Watch(watched));
            Receive<string>(text => text == "how many", _ => Sender.Tell(Stash.Count));
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }
}
