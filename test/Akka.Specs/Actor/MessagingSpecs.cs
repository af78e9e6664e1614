using Akka.Actor;
using Akka.Event;

namespace Akka.Specs.Actor;

public sealed class MessagingSpecs : TestKit.Xunit2.TestKit
{
    private IActorRef NewActor(string? name = null) => Sys.ActorOf(Scripted.Props(TestActor), name);

    [Fact]
    public void Messages_of_one_sender_arrive_in_order()
    {
        var count = Sys.ActorOf(Props.Create(() => new Counter(TestActor)));

        for (var i = 0; i < 10_000; i++)
        {
            count.Tell(i);
        }

        count.Tell("sum");
        ExpectMsg("in order: 10000", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Messages_of_many_senders_are_handled_one_at_a_time()
    {
        var count = Sys.ActorOf(Props.Create(() => new Exclusive()));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                count.Tell(1, ActorRefs.NoSender);
            }
        })));

        Assert.Equal((20_000, 0), await count.Ask<(int, int)>("report", TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Null_is_refused_at_the_caller()
    {
        var actor = NewActor();
        ExpectMsg("ctor");
        ExpectMsg("PreStart");

        Assert.Throws<ArgumentNullException>(() => actor.Tell(null, TestActor));
    }

    [Fact]
    public void Sender_without_a_ref_is_dead_letters()
    {
        var actor = NewActor();

        actor.Tell(new Run(context => TestActor.Tell(context.Sender)), ActorRefs.NoSender);

        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        ExpectMsg(Sys.DeadLetters);
    }

    [Fact]
    public void Test_thread_is_the_implicit_sender()
    {
        var actor = NewActor();

        actor.Tell(new Run(context => context.Sender.Tell("hello")));

        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        ExpectMsg("hello");
    }

    [Fact]
    public async Task Test_thread_is_the_implicit_sender_after_an_await()
    {
        await Task.Yield();
        var actor = NewActor();

        actor.Tell(new Run(context => context.Sender.Tell("hello")));

        await ExpectMsgAsync("ctor");
        await ExpectMsgAsync("PreStart");
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public void Forward_keeps_the_sender()
    {
        var target = Sys.ActorOf(Props.Create(() => new TestKit.TestActors.SimpleEchoActor()));
        var actor = NewActor();

        actor.Tell(new Run(_ => target.Forward("mine")));

        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        ExpectMsgFrom(target, "mine");
    }

    [Fact]
    public void Message_to_a_stopped_actor_becomes_a_dead_letter()
    {
        var actor = NewActor();
        Watch(actor);
        Sys.Stop(actor);
        FishForMessage(message => message is Terminated);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        actor.Tell("too late");

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal("too late", letter.Message);
        Assert.Equal(actor, letter.Recipient);
        Assert.Equal(TestActor, letter.Sender);
    }

    [Fact]
    public void Queued_messages_of_a_stopped_actor_become_dead_letters_in_order()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new TestKit.TestActors.BlackHoleActor()));
        using var gate = new ManualResetEventSlim();
        var stopped = NewActor();
        stopped.Tell(new Run(context =>
        {
            gate.Wait();
            context.Stop(context.Self);
        }));
        stopped.Tell("one");
        stopped.Tell("two");

        gate.Set();

        Assert.Equal("one", FishForMessage<DeadLetter>(_ => true).Message);
        Assert.Equal("two", FishForMessage<DeadLetter>(_ => true).Message);
    }

    [Fact]
    public void Poison_pill_is_handled_in_its_turn()
    {
        var actor = NewActor();

        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("after");

        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        ExpectMsg("before");
        ExpectMsg("PostStop");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Unhandled_message_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = NewActor();
        ExpectMsg("ctor");
        ExpectMsg("PreStart");

        actor.Tell(42);

        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(42, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
    }

    [Fact]
    public void Suppressed_message_is_no_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));

        Sys.DeadLetters.Tell(new Quiet());

        Assert.IsType<SuppressedDeadLetter>(ExpectMsg<AllDeadLetters>());
    }

    [Fact]
    public async Task Identify_is_answered_by_every_actor()
    {
        var actor = NewActor("me");

        var identity = await actor.Ask<ActorIdentity>(new Identify(7), TimeSpan.FromSeconds(3));

        Assert.Equal(7, identity.MessageId);
        Assert.Equal(actor, identity.Subject);
    }

    [Fact]
    public async Task Identify_to_a_missing_path_has_no_subject()
    {
        var identity = await Sys.ActorSelection("/user/missing").Ask<ActorIdentity>(new Identify(7), TimeSpan.FromSeconds(3));

        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task Identify_to_a_dead_actor_has_no_subject()
    {
        var actor = NewActor();
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(3)));

        var identity = await actor.Ask<ActorIdentity>(new Identify(7), TimeSpan.FromSeconds(3));

        Assert.Null(identity.Subject);
    }

    [Fact]
    public void Stop_of_a_top_level_actor_is_asynchronous()
    {
        var actor = NewActor();
        Watch(actor);

        Sys.Stop(actor);

        FishForMessage(message => message is Terminated);
    }

    private sealed record Quiet : IDeadLetterSuppression;

    private sealed class Counter : ReceiveActor
    {
        private int _next;

        public Counter(IActorRef log)
        {
            Receive<int>(number => _next = number == _next ? _next + 1 : -1);
            Receive<string>(_ => log.Tell($"in order: {_next}"));
        }
    }

    private sealed class Exclusive : ReceiveActor
    {
        private int _inside;
        private int _overlaps;
        private int _count;

        public Exclusive()
        {
            Receive<int>(_ =>
            {
                _overlaps += Interlocked.Increment(ref _inside) == 1 ? 0 : 1;
                _count++;
                Interlocked.Decrement(ref _inside);
            });
            Receive<string>(_ => Sender.Tell((_count, _overlaps)));
        }
    }
}
