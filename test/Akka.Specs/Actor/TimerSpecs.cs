using Akka.Actor;
using Akka.TestKit;

namespace Akka.Specs.Actor;

public sealed class TimerSpecs : TestKit.Xunit2.TestKit
{
    private const string VirtualTime = "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly IActorRef _actor;

    public TimerSpecs()
        : base(VirtualTime)
    {
        _actor = Sys.ActorOf(Props.Create(() => new Timed(TestActor)));
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private void Start(Action<ITimerScheduler> action) => _actor.Tell(action);

    private void Do(Action<ITimerScheduler> action)
    {
        _actor.Tell(action);
        ExpectMsg("done");
    }

    [Fact]
    public void Single_timer_fires_once()
    {
        Do(timers => timers.StartSingleTimer("k", "tick", Second));

        Time.Advance(Second);
        ExpectMsg("tick");
        Time.Advance(Second);

        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Timer_does_not_fire_early()
    {
        Do(timers => timers.StartSingleTimer("k", "tick", Second));

        Time.Advance(Second - TimeSpan.FromTicks(1));

        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Periodic_timer_fires_after_each_interval()
    {
        Do(timers => timers.StartPeriodicTimer("k", "tick", Second));

        for (var i = 0; i < 3; i++)
        {
            Time.Advance(Second);
            ExpectMsg("tick");
        }
    }

    [Fact]
    public void Periodic_timer_may_start_with_another_delay()
    {
        Do(timers => timers.StartPeriodicTimer("k", "tick", TimeSpan.Zero, Second));

        Time.Advance(TimeSpan.Zero);
        ExpectMsg("tick");
        Time.Advance(Second);

        ExpectMsg("tick");
    }

    [Fact]
    public void Same_key_replaces_the_timer()
    {
        Do(timers =>
        {
            timers.StartSingleTimer("k", "old", Second);
            timers.StartSingleTimer("k", "new", Second);
        });

        Time.Advance(Second);

        ExpectMsg("new");
        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Cancelled_timer_is_not_seen()
    {
        Do(timers => timers.StartSingleTimer("k", "tick", Second));
        Do(timers => timers.Cancel("k"));

        Time.Advance(Second);

        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Fired_timer_that_is_cancelled_while_queued_is_not_seen()
    {
        using var gate = new ManualResetEventSlim();
        Do(timers => timers.StartSingleTimer("k", "tick", Second));
        Start(timers =>
        {
            gate.Wait();
            timers.Cancel("k");
        });
        Time.Advance(Second);

        gate.Set();

        ExpectMsg("done");
        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Fired_timer_that_is_replaced_while_queued_is_not_seen()
    {
        using var gate = new ManualResetEventSlim();
        Do(timers => timers.StartSingleTimer("k", "old", Second));
        Start(timers =>
        {
            gate.Wait();
            timers.StartSingleTimer("k", "new", Second);
        });
        Time.Advance(Second);
        gate.Set();
        ExpectMsg("done");

        Time.Advance(Second);

        ExpectMsg("new");
    }

    [Fact]
    public void Timers_end_with_a_restart()
    {
        Do(timers => timers.StartSingleTimer("k", "tick", Second));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => _actor.Tell("fail"));
        Time.Advance(Second);

        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Active_timers_are_known()
    {
        Start(timers =>
        {
            timers.StartSingleTimer("one", "tick", Second);
            timers.StartPeriodicTimer("two", "tick", Second);
            TestActor.Tell((timers.IsTimerActive("one"), timers.IsTimerActive("three"), timers.ActiveTimers.Count));
            timers.CancelAll();
            TestActor.Tell(timers.ActiveTimers.Count);
        });

        ExpectMsg((true, false, 2));
        ExpectMsg(0);
    }

    [Fact]
    public void Single_timer_is_no_longer_active_in_its_handler()
    {
        _actor.Tell("watch keys");
        Do(timers => timers.StartSingleTimer("k", "active?", Second));

        Time.Advance(Second);

        ExpectMsg(false);
    }

    [Fact]
    public void Sender_of_a_timer_message_is_dead_letters_unless_given()
    {
        Do(timers => timers.StartSingleTimer("k", "sender", Second));
        Time.Advance(Second);
        ExpectMsg(Sys.DeadLetters);

        Do(timers => timers.StartSingleTimer("k", "sender", Second, TestActor));
        Time.Advance(Second);
        ExpectMsg(TestActor);
    }

    [Fact]
    public void Scheduled_tells_repeat_until_they_are_cancelled()
    {
        var task = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(Second, Second, TestActor, "tick", ActorRefs.NoSender);
        Time.Advance(Second);
        ExpectMsg("tick");
        Time.Advance(Second);
        ExpectMsg("tick");

        task.Cancel();
        Time.Advance(Second);

        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void One_advance_runs_every_period_that_has_passed()
    {
        Sys.Scheduler.ScheduleTellRepeatedly(Second, Second, TestActor, "tick", ActorRefs.NoSender);

        Time.Advance(TimeSpan.FromSeconds(3));

        ReceiveN(3);
        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Virtual_time_stands_still_until_it_is_moved()
    {
        var before = Time.Now;

        Time.Advance(Second);

        Assert.Equal(before + Second, Time.Now);
        Assert.Equal(before + Second, Sys.Scheduler.Now);
    }

    [Fact]
    public void Receive_timeout_fires_and_repeats()
    {
        _actor.Tell("timeout on");
        ExpectMsg("on");

        Time.Advance(Second);
        ExpectMsg<ReceiveTimeout>();
        AwaitCondition(() =>
        {
            Time.Advance(Second);
            return HasMessages;
        });
    }
}
