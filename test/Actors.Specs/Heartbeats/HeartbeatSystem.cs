using Akka.Actor;
using Akka.TestKit;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Hosting;
using EdgeActors.Seats;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Heartbeats.Fakes;

namespace EdgeActors.Specs.Heartbeats;

/// <summary>The heartbeat actor on virtual time, with a journal and a fleet that fail on demand, in its seat as the host has it.</summary>
internal sealed class HeartbeatSystem : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // As long as an actor that a spec makes fail is given to answer.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static int _systems;

    private readonly ActorSystem _system;
    private readonly LoggedEvents _logged;
    private readonly HeartbeatOptions _options;
    private string[] _expectedErrors = [];

    public HeartbeatSystem(Func<HeartbeatOptions, HeartbeatOptions>? change = null)
    {
        HeartbeatOptions options = new() { Durable = true, Jitter = 0, FirstWithin = TimeSpan.Zero, Seed = 1 };
        _options = change?.Invoke(options) ?? options;
        string name = "heartbeats-" + Interlocked.Increment(ref _systems);
        _system = ActorSystem.Create(name, $$"""
            akka { loglevel = INFO, stdout-loglevel = OFF, loggers = [], scheduler.implementation = "{{typeof(JumpingScheduler).FullName}}, {{typeof(JumpingScheduler).Assembly.GetName().Name}}" }
            akka.persistence.journal { plugin = "akka.persistence.journal.failable"
              failable.class = "{{typeof(FailableJournal).FullName}}, {{typeof(FailableJournal).Assembly.GetName().Name}}" }
            akka.persistence.snapshot-store { plugin = "akka.persistence.snapshot-store.failable"
              failable.class = "{{typeof(FailableSnapshots).FullName}}, {{typeof(FailableSnapshots).Assembly.GetName().Name}}" }
            """ + "\n" + HeartbeatJournalSerializer.Hocon);
        _logged = new LoggedEvents(_system);
        Journal = FailableJournal.Of(name);
        Snapshots = FailableSnapshots.Of(name);
        Start();
    }

    public FakeFleet Fleet { get; } = new();

    public FakeDevice Device { get; } = new();

    public JournalSwitches Journal { get; }

    public SnapshotSwitches Snapshots { get; }

    public HeartbeatSetting Setting { get; private set; } = null!;

    public IActorRef Actor { get; private set; } = ActorRefs.Nobody;

    public DateTimeOffset Now => _system.Scheduler.Now;

    /// <summary>Sentences of the log, Information and graver.</summary>
    public IEnumerable<string> Told => _logged.Sentences;

    public void ExpectError(params string[] parts) => _expectedErrors = parts;

    public void Jump(TimeSpan by) => ((JumpingScheduler)_system.Scheduler).Offset += by;

    /// <summary>Starts a process anew on the same journal.</summary>
    public void Start()
    {
        Setting = new HeartbeatSetting(_options, Fleet, Device, Device, new DeviceIdentity("fleet", "dev_1"), "1.4.0-beta");
        Actor = _system.ActorOf(SeatSupervision.Props(new ActorSeat(typeof(HeartbeatSystem), "heartbeats", HeartbeatActor.Props(Setting)), NoFaults.Instance));
    }

    /// <summary>Kills the actor with all that is only in memory, and starts another on the same journal.</summary>
    public async Task Restart()
    {
        await Actor.GracefulStop(Patience);
        Start();
        await Settled();
    }

    /// <summary>Moves time on.</summary>
    public void Advance(TimeSpan by) => ((TestScheduler)_system.Scheduler).Advance(by);

    /// <summary>Moves time on in steps until something holds.</summary>
    public async Task AdvanceUntil(Func<bool> condition, TimeSpan step)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Settled();
            Advance(step);
        }
    }

    /// <summary>Moves time on until one more heartbeat is made than was so far.</summary>
    public async Task Beat(TimeSpan period)
    {
        int made = Device.Made;
        await Settled();
        Advance(period);
        await Soon(() => Device.Made > made);
    }

    /// <summary>
    /// Returns when the actor has worked off its mailbox and has the outcome of its calls, but for those that a gate holds up: they have threads of their
    /// own, and virtual time must not run ahead of them.
    /// </summary>
    public async Task Settled()
    {
        using CancellationTokenSource patience = new(Patience);
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            try
            {
                await Actor.Ask<object>(new HeartbeatProtocol.Tune(TimeSpan.FromMinutes(1), 0), _expectedErrors.Length > 0 ? Pause : Patience);
            }
            catch (AskTimeoutException) when (_expectedErrors.Length > 0)
            {
                // It failed at this very moment, and is started again when time goes on.
                return;
            }
        }
        while (Setting.Life.UnderWay > (Fleet.Gate.IsCompleted ? 0 : 1) + (Device.Gate.IsCompleted ? 0 : 1));
    }

    /// <summary>Waits until something holds, for what no message announces; faster than a timer's ticks.</summary>
    public static async Task Soon(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public Task<T> Ask<T>(object message) => Actor.Ask<T>(message, Patience);

    public Task<object> Report(DeploymentResult result) => Ask<object>(new HeartbeatProtocol.ReportDeployment(result));

    public async Task Stop(TimeSpan within) => Assert.IsType<SeatProtocol.Stopped>(await Ask<object>(new SeatProtocol.Stop(within)));

    public DeploymentResult Result(string name, bool succeeded = true) => new(name, succeeded, "", Now, Now, []) { Digest = name + "-digest" };

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate().WaitAsync(Patience);
        _system.Dispose();
        _logged.AssertNoErrorBut(_expectedErrors);
    }
}
