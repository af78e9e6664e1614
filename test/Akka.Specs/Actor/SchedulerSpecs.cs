using System.Diagnostics;
using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class SchedulerSpecs : TestKit.Xunit2.TestKit
{
    private IScheduler Scheduler => Sys.Scheduler;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(40)]
    public async Task Nothing_runs_early(int milliseconds)
    {
        var delay = TimeSpan.FromMilliseconds(milliseconds);
        for (var i = 0; i < 10; i++)
        {
            var done = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            var start = Stopwatch.GetTimestamp();

            Scheduler.Advanced.ScheduleOnce(delay, () => done.SetResult(Stopwatch.GetElapsedTime(start)));

            Assert.True(await done.Task.WaitAsync(TimeSpan.FromSeconds(10)) >= delay);
        }
    }

    [Fact]
    public void Tell_is_delivered_with_its_sender()
    {
        var probe = CreateTestProbe();

        Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(5), TestActor, "x", probe);

        ExpectMsgFrom(probe, "x");
    }

    [Fact]
    public void Repeated_tell_ends_when_cancelled()
    {
        var task = Scheduler.ScheduleTellRepeatedlyCancelable(0, 10, TestActor, "tick", ActorRefs.NoSender);
        ExpectMsg("tick");
        ExpectMsg("tick");

        task.Cancel();
        ReceiveWhile(message => message as string, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));

        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Tasks_run_in_the_order_of_their_time()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(200), TestActor, "second", ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(20), TestActor, "first", ActorRefs.NoSender);

        ExpectMsg("first");
        ExpectMsg("second");
    }

    [Fact]
    public void Throwing_task_does_not_end_the_scheduler()
    {
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
            Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new InvalidOperationException("task")));

        Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "still here", ActorRefs.NoSender);
        ExpectMsg("still here");
    }

    [Fact]
    public void Task_that_waits_longer_than_a_timer_can_keeps_no_other_from_running()
    {
        using var cancelable = new Cancelable(Scheduler);
        Scheduler.ScheduleTellOnce(TimeSpan.FromDays(100), TestActor, "late", ActorRefs.NoSender, cancelable);
        Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "first", ActorRefs.NoSender);
        ExpectMsg("first");

        Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "second", ActorRefs.NoSender);
        ExpectMsg("second");
        cancelable.Cancel();
    }

    [Fact]
    public void Negative_delay_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(-1), TestActor, "x", ActorRefs.NoSender));

    [Fact]
    public void Interval_of_zero_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, TestActor, "x", ActorRefs.NoSender));

    [Fact]
    public void Cancelable_tells_its_token()
    {
        using var cancelable = new Cancelable(Scheduler);
        var token = cancelable.Token;

        cancelable.Cancel();

        Assert.True(token.IsCancellationRequested);
        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void Cancelable_cancels_itself_after_a_delay()
    {
        using var cancelable = new Cancelable(Scheduler);

        cancelable.CancelAfter(TimeSpan.FromMilliseconds(10));

        AwaitCondition(() => cancelable.IsCancellationRequested);
    }

    [Fact]
    public void Linked_cancelable_follows()
    {
        using var cancelable = new Cancelable(Scheduler);
        var linked = Cancelable.CreateLinkedCancelable(Scheduler, cancelable);

        cancelable.Cancel();

        Assert.True(linked.IsCancellationRequested);
        Assert.True(Cancelable.CreateCanceled().IsCancellationRequested);
    }

    [Fact]
    public void Receive_timeout_repeats_until_it_is_switched_off()
    {
        var actor = Sys.ActorOf(Scripted.Props(TestActor));
        actor.Tell(new Run(context => context.SetReceiveTimeout(TimeSpan.FromMilliseconds(20))));

        FishForMessage(message => message is ReceiveTimeout);
        FishForMessage(message => message is ReceiveTimeout);
        actor.Tell(new Run(context => context.SetReceiveTimeout(null)));
        ReceiveWhile(message => message as ReceiveTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(60));

        ExpectNoMsg(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public void Receive_timeout_survives_a_restart()
    {
        var actor = Sys.ActorOf(Scripted.Props(TestActor));
        actor.Tell(new Run(context => context.SetReceiveTimeout(TimeSpan.FromMilliseconds(30))));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(Fail.Boom));

        FishForMessage(message => message is "PostRestart boom");
        FishForMessage(message => message is ReceiveTimeout);
    }
}
