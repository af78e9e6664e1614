using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Specs.Actor;

namespace Akka.Specs.Pattern;

public sealed class BackoffSpecs : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(1);

    private IActorRef OnStop(Func<BackoffOptions, BackoffOptions>? more = null)
    {
        var options = Backoff.OnStop(Scripted.Props(TestActor), "child", Min, Max, 0.0, -1);
        return Start(more?.Invoke(options) ?? options);
    }

    private IActorRef Start(BackoffOptions options)
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
        return supervisor;
    }

    [Fact]
    public void Messages_go_to_the_child_and_its_replies_come_back()
    {
        var supervisor = OnStop();

        supervisor.Tell("hello");

        ExpectMsg("hello");
    }

    [Fact]
    public void Stopped_child_is_started_again_after_the_delay()
    {
        var supervisor = OnStop();

        supervisor.Tell(new Run(context => context.Stop(context.Self)));

        ExpectMsg("PostStop");
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
    }

    [Fact]
    public void Failed_child_comes_back_without_restart_hooks()
    {
        var supervisor = OnStop();

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => supervisor.Tell(Fail.Boom));

        ExpectMsg("PostStop");
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
    }

    [Fact]
    public void Failing_child_is_started_again_on_failure()
    {
        var supervisor = Start(Backoff.OnFailure(Scripted.Props(TestActor), "child", Min, Max, 0.0, -1));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => supervisor.Tell(Fail.Boom));

        ExpectMsg("PostStop");
        ExpectMsg("ctor");
        ExpectMsg("PreStart");
    }

    [Fact]
    public void Child_that_stops_itself_ends_an_on_failure_supervisor()
    {
        var supervisor = Start(Backoff.OnFailure(Scripted.Props(TestActor), "child", Min, Max, 0.0, -1));
        Watch(supervisor);

        supervisor.Tell(new Run(context => context.Stop(context.Self)));

        ExpectMsg("PostStop");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Messages_while_down_are_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var supervisor = OnStop();
        supervisor.Tell(new Run(context => context.Stop(context.Self)));
        ExpectMsg("PostStop");
        AwaitNoChild(supervisor);

        supervisor.Tell("anyone?");

        Assert.Equal("anyone?", FishForMessage<DeadLetter>(_ => true).Message);
    }

    [Fact]
    public void Reply_while_stopped_is_given()
    {
        var supervisor = OnStop(options => options.WithReplyWhileStopped("down"));
        supervisor.Tell(new Run(context => context.Stop(context.Self)));
        ExpectMsg("PostStop");
        AwaitNoChild(supervisor);

        supervisor.Tell("anyone?");

        FishForMessage(message => message is "down");
    }

    [Fact]
    public async Task Restarts_are_counted()
    {
        var supervisor = OnStop(options => options.WithManualReset());
        supervisor.Tell(new Run(context => context.Stop(context.Self)));
        FishForMessage(message => message is "PreStart");

        Assert.Equal(1, (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance, TimeSpan.FromSeconds(3))).Count);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);

        Assert.Equal(0, (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance, TimeSpan.FromSeconds(3))).Count);
    }

    [Fact]
    public void Supervisor_ends_after_the_allowed_number_of_retries()
    {
        var supervisor = OnStop(options => options.WithManualReset().WithMaxNrOfRetries(1));
        Watch(supervisor);
        supervisor.Tell(new Run(context => context.Stop(context.Self)));
        FishForMessage(message => message is "PreStart");

        supervisor.Tell(new Run(context => context.Stop(context.Self)));

        FishForMessage(message => message is Terminated);
    }

    [Fact]
    public void Final_stop_message_ends_supervisor_and_child()
    {
        var supervisor = OnStop(options => options.WithFinalStopMessage(message => message is Run));
        Watch(supervisor);

        supervisor.Tell(new Run(context => context.Stop(context.Self)));

        ExpectMsg("PostStop");
        ExpectTerminated(supervisor);
    }

    private void AwaitNoChild(IActorRef supervisor) => AwaitAssert(
        () => Assert.Null(supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance).GetAwaiter().GetResult().Ref),
        TimeSpan.FromSeconds(3),
        TimeSpan.FromMilliseconds(1));
}
