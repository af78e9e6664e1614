using Akka.Event;
using EdgeActors.Deployment;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Deployment.Planning;
using EdgeActors.Deployment.Polling;
using EdgeActors.Deployment.Running;
using EdgeActors.Models.Swap;
using EdgeActors.Specs.Deployment.Fakes;

namespace EdgeActors.Specs.Deployment.Simulation;

/// <summary>
/// A device without actors, threads and clocks: the desks and runs of the product on a queue that is worked off step by step. While an event is being
/// written nothing else happens, as in a persistent actor; a crash drops what has not been written.
/// </summary>
internal sealed class SimulatedDevice : IDeploymentHost, IRunHost, IDisposable
{
    private readonly List<IDeploymentEvent> _stored = [];
    private readonly Random _random = new(7);
    private readonly Queue<Action> _ready = [];
    private readonly Queue<(IDeploymentEvent Event, Action Then)> _writes = [];
    private readonly Dictionary<string, (TimeSpan Due, Action Action)> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Over)> _pauses = [];
    private PollDesk _polls = null!;
    private RunDesk _runs = null!;
    private ReportDesk _reports = null!;
    private CancellationTokenSource _life = new();
    private CancellationTokenSource _stop = new();
    private string _reason = "";
    private LoadedModels _loaded = new();

    public SimulatedDevice(DeploymentOptions options) => (Options, Setting) = (options, null!);

    public DeploymentOptions Options { get; }

    public FakeFleet Fleet { get; } = new();

    public FakeStore Store { get; } = new();

    public FakeReports Reports { get; } = new();

    public FakeSwap Swap { get; private set; } = new();

    /// <summary>What must never happen.</summary>
    public string? Broken { get; private set; }

    public DeploymentState State { get; private set; } = DeploymentState.Empty;

    public DeploymentSetting Setting { get; private set; }

    public ILoggingAdapter Log => NoLogger.Instance;

    public DateTimeOffset Now => Deployments.Time + Monotonic;

    public TimeSpan Monotonic { get; private set; }

    public double Jitter => _random.NextDouble();

    /// <summary>Begins a life of the actor, or of the whole process.</summary>
    /// <param name="process">Whether all that was loaded is gone.</param>
    /// <param name="restores">False for a device that neither loads what is installed nor sweeps the rest.</param>
    public void Start(bool process, bool restores = true)
    {
        _life.Cancel();
        (_life, _stop) = (new CancellationTokenSource(), new CancellationTokenSource());
        _ready.Clear();
        _writes.Clear();
        _timers.Clear();
        _pauses.Clear();
        if (process)
        {
            (Swap, _loaded) = (new FakeSwap(), new LoadedModels());
        }

        State = _stored.Aggregate(DeploymentState.Empty, (state, happened) => state.Apply(happened, Options));
        Setting = new DeploymentSetting(Options, Fleet, new RunPorts(Store, Swap, _loaded, Swap.TryAsync, new GateOptions()), Reports);
        _polls = new PollDesk(this, () =>
        {
            _runs.OnPolled();
            _reports.Pump();
        });
        _runs = new RunDesk(this, () => _polls);
        _reports = new ReportDesk(this);
        if (restores)
        {
            _runs.Begin();
        }

        _polls.Begin();
        _reports.Pump();
    }

    public void Dispose()
    {
        _life.Dispose();
        _stop.Dispose();
    }

    public void Poll() => _ready.Enqueue(() => _polls.Ask(static _ => { }));

    /// <summary>Writes the oldest event.</summary>
    public bool Write()
    {
        if (!_writes.TryDequeue(out (IDeploymentEvent Event, Action Then) next))
        {
            return false;
        }

        _stored.Add(next.Event);
        State = State.Apply(next.Event, Options);
        next.Then();
        _reports.Pump();
        return true;
    }

    /// <summary>Does the next thing that is ready.</summary>
    public bool Step()
    {
        if (_writes.Count > 0 || !_ready.TryDequeue(out Action? next))
        {
            return false;
        }

        next();
        return true;
    }

    public void Advance(TimeSpan by)
    {
        Monotonic += by;
        foreach ((string key, (TimeSpan due, Action action)) in _timers.Where(timer => timer.Value.Due <= Monotonic).ToArray())
        {
            _timers.Remove(key);
            _ready.Enqueue(action);
        }

        foreach ((TimeSpan due, TaskCompletionSource over) in _pauses.Where(pause => pause.Due <= Monotonic).ToArray())
        {
            _pauses.Remove((due, over));
            _ready.Enqueue(() => over.TrySetResult());
        }
    }

    public void Persist(IDeploymentEvent happened, Action then) => _writes.Enqueue((happened, then));

    public void After<T>(Func<CancellationToken, Task<T>> work, Action<T> then, Action<Exception> failed)
    {
        CancellationToken life = _life.Token;
        _ready.Enqueue(() => work(life).ContinueWith(
            done => _ready.Enqueue(() =>
            {
                if (done.IsCompletedSuccessfully)
                {
                    then(done.Result);
                }
                else
                {
                    Broken ??= done.Exception?.ToString();
                    failed(done.Exception?.InnerException ?? new OperationCanceledException());
                }
            }),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default));
    }

    public void Later(string key, TimeSpan delay, Action action) => _timers[key] = (Monotonic + delay, action);

    public void StartRun(RunSetting setting, TakeBackStep? takeBack)
    {
        _stop = new CancellationTokenSource();
        CancellationToken life = _life.Token;
        Task run = takeBack is not null
            ? new TakingBack(takeBack, setting, this).RunAsync(life)
            : new DeploymentRun(setting.State.Active!, setting, this).RunAsync(() => _reason, _stop.Token, life);
        run.ContinueWith(
            done =>
            {
                if (life.IsCancellationRequested)
                {
                    return;
                }

                Broken ??= done.Exception?.ToString();
                _ready.Enqueue(() => _runs.OnRunEnded(done.Exception?.InnerException));
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public void StopRun(string reason)
    {
        _reason = reason;
        _stop.Cancel();
    }

    public Task KeepAsync(IDeploymentEvent happened)
    {
        TaskCompletionSource kept = new();
        CancellationToken life = _life.Token;
        // A message to the parent, who may be gone.
        _ready.Enqueue(() => Persist(happened, () => kept.TrySetResult()));
        return life.IsCancellationRequested ? Task.FromCanceled(life) : kept.Task;
    }

    public Task PauseAsync(TimeSpan time, CancellationToken cancelled)
    {
        TaskCompletionSource over = new();
        _pauses.Add((Monotonic + time, over));
        cancelled.Register(() => over.TrySetCanceled(cancelled));
        return over.Task;
    }
}
