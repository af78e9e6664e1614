using Akka.Actor;
using Akka.Event;

namespace Akka.Specs.Actor;

public sealed class AskSpecs : TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly IActorRef _echo;
    private readonly IActorRef _silent;

    public AskSpecs()
    {
        _echo = Sys.ActorOf(Props.Create(() => new TestKit.TestActors.SimpleEchoActor()));
        _silent = Sys.ActorOf(Props.Create(() => new TestKit.TestActors.BlackHoleActor()));
    }

    [Fact]
    public async Task First_reply_is_the_answer() => Assert.Equal("hello", await _echo.Ask<string>("hello", Limit));

    [Fact]
    public async Task Untyped_ask_gives_the_object() => Assert.Equal(5, await _echo.Ask(5, Limit));

    [Fact]
    public async Task No_reply_in_time_is_a_timeout() =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => _silent.Ask<string>("x", TimeSpan.FromMilliseconds(20)));

    [Fact]
    public async Task Cancelled_token_cancels_the_ask()
    {
        using var source = new CancellationTokenSource();
        var asked = _silent.Ask<string>("x", source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<TaskCanceledException>(() => asked);
    }

    [Fact]
    public async Task Token_that_is_cancelled_already_cancels_the_ask() =>
        await Assert.ThrowsAnyAsync<TaskCanceledException>(() => _silent.Ask<string>("x", new CancellationToken(canceled: true)));

    [Fact]
    public void Ask_without_a_timeout_waits_for_ever() => Assert.Equal(Timeout.InfiniteTimeSpan, Sys.Settings.AskTimeout);

    [Fact]
    public async Task Failure_reply_is_thrown()
    {
        var failure = new Status.Failure(new InvalidOperationException("no"));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => _echo.Ask<string>(failure, Limit));

        Assert.Equal("no", thrown.Message);
    }

    [Fact]
    public async Task Failure_reply_to_an_ask_for_object_is_returned()
    {
        var failure = new Status.Failure(new InvalidOperationException("no"));

        Assert.Same(failure, await _echo.Ask<object>(failure, Limit));
    }

    [Fact]
    public async Task Reply_of_another_type_is_refused_and_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        await Assert.ThrowsAsync<ArgumentException>(() => _echo.Ask<string>(42, Limit));

        Assert.Equal(42, (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task Late_reply_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var probe = CreateTestProbe();
        await Assert.ThrowsAsync<AskTimeoutException>(() => probe.Ref.Ask<string>("x", TimeSpan.FromMilliseconds(20)));
        probe.ExpectMsg("x");

        probe.Reply("too late");

        Assert.Equal("too late", (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task Asker_is_a_temporary_ref()
    {
        var probe = CreateTestProbe();
        var asked = probe.Ref.Ask<string>("x", Limit);
        probe.ExpectMsg("x");

        Assert.Equal("temp", probe.LastSender.Path.Parent.Name);
        probe.Reply("y");

        Assert.Equal("y", await asked);
    }

    [Fact]
    public async Task Message_can_be_made_with_the_askers_ref()
    {
        var probe = CreateTestProbe();

        var asked = probe.Ref.Ask<string>(asker => new Gone(asker.Path.Parent.Name), Limit, CancellationToken.None);

        probe.ExpectMsg(new Gone("temp"));
        probe.Reply("ok");
        Assert.Equal("ok", await asked);
    }

    [Fact]
    public async Task Many_asks_get_their_own_replies()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => _echo.Ask<int>(number, TimeSpan.FromSeconds(10))));

        Assert.Equal(Enumerable.Range(0, 1000), replies);
    }

    [Fact]
    public async Task Asker_can_be_watched()
    {
        var probe = CreateTestProbe();
        var asked = probe.Ref.Ask<string>("x", Limit);
        probe.ExpectMsg("x");
        probe.Watch(probe.LastSender);
        var asker = probe.LastSender;

        asker.Tell("done");
        await asked;

        probe.ExpectTerminated(asker);
    }

    [Fact]
    public void Result_is_piped()
    {
        Task.FromResult(42).PipeTo(TestActor, _echo);

        ExpectMsgFrom(_echo, 42);
    }

    [Fact]
    public void Piped_result_can_be_mapped()
    {
        Task.FromResult(42).PipeTo(TestActor, success: number => $"got {number}");

        ExpectMsg("got 42");
    }

    [Fact]
    public void Piped_fault_is_a_failure()
    {
        Task.FromException<int>(new InvalidOperationException("no")).PipeTo(TestActor);

        Assert.Equal("no", ExpectMsg<Status.Failure>().Cause.Message);
    }

    [Fact]
    public void Piped_fault_can_be_mapped()
    {
        Task.FromException<int>(new InvalidOperationException("no")).PipeTo(TestActor, failure: cause => cause.Message);

        ExpectMsg("no");
    }

    [Fact]
    public void Piped_cancellation_is_a_failure()
    {
        Task.FromCanceled<int>(new CancellationToken(canceled: true)).PipeTo(TestActor);

        Assert.IsAssignableFrom<OperationCanceledException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void Throwing_mapper_is_a_failure()
    {
        Task.FromResult(42).PipeTo(TestActor, success: _ => throw new InvalidOperationException("mapper"));

        Assert.Equal("mapper", ExpectMsg<Status.Failure>().Cause.Message);
    }

    [Fact]
    public void Plain_task_sends_nothing_unless_mapped()
    {
        Task.CompletedTask.PipeTo(TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Task.CompletedTask.PipeTo(TestActor, success: () => "end");

        ExpectMsg("end");
    }

    [Fact]
    public async Task Graceful_stop_is_true_when_the_actor_has_ended() => Assert.True(await _echo.GracefulStop(Limit));

    [Fact]
    public async Task Graceful_stop_of_a_dead_ref_is_true()
    {
        await _echo.GracefulStop(Limit);

        Assert.True(await _echo.GracefulStop(Limit));
    }

    [Fact]
    public async Task Graceful_stop_is_false_when_time_is_up()
    {
        var gate = new TaskCompletionSource();
        var busy = Sys.ActorOf(Scripted.Props(TestActor));
        busy.Tell(new RunAsync(_ => gate.Task));

        Assert.False(await busy.GracefulStop(TimeSpan.FromMilliseconds(50)));
        gate.SetResult();
    }
}
