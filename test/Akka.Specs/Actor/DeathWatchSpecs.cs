using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class DeathWatchSpecs : TestKit.Xunit2.TestKit
{
    private readonly IActorRef _watcher;

    public DeathWatchSpecs()
    {
        _watcher = Sys.ActorOf(Scripted.Props(TestActor), "watcher");
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
    }

    private IActorRef Target() => Sys.ActorOf(Props.Create(() => new TestKit.TestActors.SimpleEchoActor()));

    [Fact]
    public void Terminated_tells_who_has_died()
    {
        var target = Target();
        _watcher.Tell(new Run(context => context.Watch(target)));

        target.Tell(PoisonPill.Instance);

        var terminated = ExpectMsg<Terminated>();
        Assert.Equal(target, terminated.ActorRef);
        Assert.False(terminated.AddressTerminated);
    }

    [Fact]
    public void Sender_of_terminated_is_the_dead_ref()
    {
        var target = Target();
        Watch(target);

        target.Tell(PoisonPill.Instance);

        ExpectMsg<Terminated>((_, sender) => Assert.Equal(target, sender));
    }

    [Fact]
    public void Watching_twice_gives_one_terminated()
    {
        var target = Target();
        _watcher.Tell(new Run(context =>
        {
            context.Watch(target);
            context.Watch(target);
        }));

        target.Tell(PoisonPill.Instance);

        ExpectMsg<Terminated>();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Watching_a_dead_ref_gives_terminated_without_existence()
    {
        var target = Target();
        Assert.True(await target.GracefulStop(TimeSpan.FromSeconds(3)));

        _watcher.Tell(new Run(context => context.Watch(target)));

        Assert.False((await ExpectMsgAsync<Terminated>()).ExistenceConfirmed);
    }

    [Fact]
    public void Terminated_comes_after_the_last_messages()
    {
        var target = Sys.ActorOf(Props.Create(() => new SaysGoodbye(_watcher)));
        _watcher.Tell(new Run(context => context.Watch(target)));

        target.Tell(PoisonPill.Instance);

        ExpectMsg("goodbye");
        ExpectMsg<Terminated>();
    }

    [Fact]
    public void Watch_with_delivers_the_given_message_instead()
    {
        var target = Target();
        _watcher.Tell(new Run(context => context.WatchWith(target, new Gone("target"))));

        target.Tell(PoisonPill.Instance);

        ExpectMsg(new Gone("target"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Watch_with_another_message_is_refused()
    {
        var target = Target();

        _watcher.Tell(new Run(context =>
        {
            context.WatchWith(target, new Gone("one"));
            TestActor.Tell(Record.Exception(() => context.WatchWith(target, new Gone("two"))));
        }));

        ExpectMsg<InvalidOperationException>();
    }

    [Fact]
    public async Task Unwatch_ends_the_watch()
    {
        var target = Target();
        _watcher.Tell(new Run(context => context.Watch(target)));
        _watcher.Tell(new Run(context => context.Unwatch(target)));
        _watcher.Tell("ready");
        await ExpectMsgAsync("ready");

        Assert.True(await target.GracefulStop(TimeSpan.FromSeconds(3)));

        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Unwatch_discards_a_terminated_that_is_queued()
    {
        var target = Target();
        using var gate = new ManualResetEventSlim();
        _watcher.Tell(new Run(context => context.Watch(target)));
        Watch(target);
        _watcher.Tell(new Run(context =>
        {
            gate.Wait();
            context.Unwatch(target);
        }));
        target.Tell(PoisonPill.Instance);
        ExpectTerminated(target);

        gate.Set();

        _watcher.Tell("next");
        ExpectMsg("next");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Unhandled_terminated_ends_the_watcher()
    {
        var target = Target();
        var watcher = Sys.ActorOf(Props.Create(() => new WatchesOnly(target)));
        Watch(watcher);

        EventFilter.Exception<DeathPactException>().ExpectOne(() => target.Tell(PoisonPill.Instance));

        ExpectTerminated(watcher);
    }

    [Fact]
    public void Child_that_is_not_watched_gives_no_terminated()
    {
        _watcher.Tell(new Run(context => context.Stop(context.ActorOf(Props.Create(() => new TestKit.TestActors.BlackHoleActor())))));

        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Probe_can_be_watched()
    {
        var probe = CreateTestProbe();
        _watcher.Tell(new Run(context => context.Watch(probe)));

        Sys.Stop(probe);

        Assert.Equal(probe.Ref, ExpectMsg<Terminated>().ActorRef);
    }

    private sealed class SaysGoodbye(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => to.Tell("goodbye");
    }

    private sealed class WatchesOnly : ReceiveActor
    {
        public WatchesOnly(IActorRef target) => Context.Watch(target);
    }
}
