using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class ShutdownSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system = ActorSystem.Create("shutdown", "akka.loglevel = OFF");
    private readonly List<string> _log = [];

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task Terminate_ends_the_system()
    {
        await _system.Terminate().WaitAsync(Limit);

        Assert.True(_system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Phases_run_in_order()
    {
        var shutdown = CoordinatedShutdown.Get(_system);
        foreach (var phase in new[]
        {
            CoordinatedShutdown.PhaseServiceStop,
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
            CoordinatedShutdown.PhaseBeforeServiceUnbind,
            CoordinatedShutdown.PhaseServiceRequestsDone,
            CoordinatedShutdown.PhaseServiceUnbind,
            CoordinatedShutdown.PhaseBeforeClusterShutdown,
        })
        {
            Note(shutdown, phase);
        }

        await _system.Terminate().WaitAsync(Limit);

        Assert.Equal(
            [
                "before-service-unbind", "service-unbind", "service-requests-done", "service-stop", "before-cluster-shutdown",
                "before-actor-system-terminate",
            ],
            _log);
        Assert.Same(CoordinatedShutdown.ActorSystemTerminateReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Failed_task_does_not_hold_shutdown_up()
    {
        var shutdown = CoordinatedShutdown.Get(_system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => throw new InvalidOperationException("no"));
        Note(shutdown, CoordinatedShutdown.PhaseServiceStop);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Limit);

        Assert.Equal(["service-stop"], _log);
        Assert.True(_system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Late_task_does_not_hold_shutdown_up()
    {
        using var system = ActorSystem.Create("late", "akka.loglevel = OFF\nakka.coordinated-shutdown.phases.service-unbind.timeout = 50ms");
        var never = new TaskCompletionSource<Done>();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceUnbind, "late", () => never.Task);

        await system.Terminate().WaitAsync(Limit);

        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Shutdown_runs_once()
    {
        var shutdown = CoordinatedShutdown.Get(_system);
        Note(shutdown, CoordinatedShutdown.PhaseServiceStop);

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Limit);
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Limit);

        Assert.Equal(["service-stop"], _log);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Shutdown_may_begin_at_a_later_phase()
    {
        var shutdown = CoordinatedShutdown.Get(_system);
        Note(shutdown, CoordinatedShutdown.PhaseServiceUnbind);
        Note(shutdown, CoordinatedShutdown.PhaseServiceStop);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop).WaitAsync(Limit);

        Assert.Equal(["service-stop"], _log);
    }

    [Fact]
    public void Timeouts_default_to_five_seconds_and_ten_for_the_last_phase()
    {
        var shutdown = CoordinatedShutdown.Get(_system);

        Assert.Equal(TimeSpan.FromSeconds(5), shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        Assert.Equal(TimeSpan.FromSeconds(10), shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
    }

    [Fact]
    public void Unknown_phase_is_refused() =>
        Assert.Throws<ArgumentException>(() => CoordinatedShutdown.Get(_system).AddTask("no-such-phase", "x", () => Task.FromResult(Done.Instance)));

    [Fact]
    public async Task Termination_callbacks_run_before_the_end_is_told()
    {
        _system.RegisterOnTermination(() => _log.Add($"callback {_system.WhenTerminated.IsCompleted}"));

        await _system.Terminate().WaitAsync(Limit);

        Assert.Equal(["callback False"], _log);
    }

    [Fact]
    public async Task Actors_are_stopped_before_the_end()
    {
        var stopped = new TaskCompletionSource();
        _system.ActorOf(Props.Create(() => new NotesStop(stopped)));

        await _system.Terminate().WaitAsync(Limit);

        Assert.True(stopped.Task.IsCompleted);
    }

    [Fact]
    public async Task Terminated_system_makes_no_actors_but_takes_messages()
    {
        var actor = _system.ActorOf(Props.Create(() => new NotesStop(new TaskCompletionSource())));
        await _system.Terminate().WaitAsync(Limit);

        Assert.Throws<InvalidOperationException>(() => _system.ActorOf(Props.Empty));
        actor.Tell("x", ActorRefs.NoSender);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("-dash")]
    public void Illegal_system_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    private void Note(CoordinatedShutdown shutdown, string phase) => shutdown.AddTask(phase, "note", () =>
    {
        lock (_log)
        {
            _log.Add(phase);
        }

        return Task.FromResult(Done.Instance);
    });

    private sealed class NotesStop(TaskCompletionSource stopped) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => stopped.SetResult();
    }
}
