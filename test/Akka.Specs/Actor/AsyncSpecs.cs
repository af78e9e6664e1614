using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class AsyncSpecs : TestKit.Xunit2.TestKit
{
    private IActorRef Started()
    {
        var actor = Sys.ActorOf(Scripted.Props(TestActor), "a");
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        return actor;
    }

    [Fact]
    public void Mailbox_waits_for_the_handler()
    {
        var gate = new TaskCompletionSource();
        var actor = Started();

        actor.Tell(new RunAsync(async _ =>
        {
            await gate.Task;
            TestActor.Tell("handler done");
        }));
        actor.Tell("next");

        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        gate.SetResult();
        ExpectMsg("handler done");
        ExpectMsg("next");
    }

    [Fact]
    public void Self_sender_and_context_are_valid_after_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new AsksItself(TestActor)));

        actor.Tell("go");

        ExpectMsg((actor, TestActor, actor));
    }

    [Fact]
    public void Context_is_gone_without_the_actors_scheduler()
    {
        var actor = Started();

        actor.Tell(new RunAsync(async _ => await Task.Run(() => TestActor.Tell(Record.Exception(() => Peek.Context)))));

        ExpectMsg<NotSupportedException>();
    }

    [Fact]
    public void Exception_after_await_goes_to_the_supervisor()
    {
        var actor = Started();

        EventFilter.Exception<InvalidOperationException>("late").ExpectOne(() => actor.Tell(new RunAsync(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("late");
        })));

        FishForMessage(message => message is "PostRestart late");
        actor.Tell("alive");
        FishForMessage(message => message is "alive");
    }

    [Fact]
    public void Exception_before_the_first_await_goes_to_the_supervisor()
    {
        var actor = Started();

        EventFilter.Exception<InvalidOperationException>("early").ExpectOne(() =>
            actor.Tell(new RunAsync(_ => throw new InvalidOperationException("early"))));

        FishForMessage(message => message is "PostRestart early");
    }

    [Fact]
    public void Cancelled_handler_is_a_failure()
    {
        var actor = Started();

        EventFilter.Exception<TaskCanceledException>().ExpectOne(() =>
            actor.Tell(new RunAsync(async _ => await Task.FromCanceled(new CancellationToken(canceled: true)))));

        FishForMessage(message => message is string text && text.StartsWith("PostRestart", StringComparison.Ordinal));
    }

    [Fact]
    public void Poison_pill_waits_for_the_handler()
    {
        var gate = new TaskCompletionSource();
        var actor = Started();
        actor.Tell(new RunAsync(async _ =>
        {
            await gate.Task;
            TestActor.Tell("handler done");
        }));

        actor.Tell(PoisonPill.Instance);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        gate.SetResult();

        ExpectMsg("handler done");
        ExpectMsg("PostStop");
    }

    [Fact]
    public void Handler_never_resumes_after_a_stop()
    {
        var gate = new TaskCompletionSource();
        var actor = Started();
        Watch(actor);
        actor.Tell(new RunAsync(async _ =>
        {
            try
            {
                await gate.Task;
            }
            finally
            {
                TestActor.Tell("resumed");
            }
        }));

        Sys.Stop(actor);
        ExpectMsg("PostStop");
        ExpectTerminated(actor);
        gate.SetResult();

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Several_awaits_stay_in_the_actor()
    {
        var actor = Started();

        actor.Tell(new RunAsync(async context =>
        {
            for (var i = 0; i < 100; i++)
            {
                await Task.Yield();
                Assert.Same(context, Peek.Context);
            }

            TestActor.Tell("all");
        }));

        ExpectMsg("all");
    }

    [Fact]
    public void Children_can_be_made_after_await()
    {
        var actor = Started();

        actor.Tell(new RunAsync(async context =>
        {
            await Task.Delay(1);
            TestActor.Tell(context.ActorOf(Props.Create(() => new TestKit.TestActors.BlackHoleActor()), "c").Path.Name);
        }));

        ExpectMsg("c");
    }

    [Fact]
    public async Task Async_handlers_of_many_messages_do_not_overlap()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Exclusive()));

        for (var i = 0; i < 500; i++)
        {
            actor.Tell(i);
        }

        Assert.Equal((500, 0), await actor.Ask<(int, int)>("report", TimeSpan.FromSeconds(10)));
    }

    private abstract class Peek : ActorBase
    {
        public static new IActorContext Context => ActorBase.Context;
    }

    private sealed class AsksItself : ReceiveActor
    {
        public AsksItself(IActorRef log) => ReceiveAsync<string>(async _ =>
        {
            await Task.Delay(1);
            log.Tell((Self, Sender, Context.Self));
        });
    }

    private sealed class Exclusive : ReceiveActor
    {
        private int _inside;
        private int _overlaps;
        private int _count;

        public Exclusive()
        {
            ReceiveAsync<int>(async _ =>
            {
                _overlaps += ++_inside == 1 ? 0 : 1;
                await Task.Yield();
                _inside--;
                _count++;
            });
            Receive<string>(_ => Sender.Tell((_count, _overlaps)));
        }
    }
}
