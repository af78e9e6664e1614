using Akka.Actor;
using Akka.TestKit;
using EdgeActors.Deployment;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Polling;
using EdgeActors.Deployment.Running;
using EdgeActors.Fleet;
using EdgeActors.Models.Swap;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Deployment.Fakes;
using EdgeActors.Specs.Models;

namespace EdgeActors.Specs.Deployment;

/// <summary>
/// The deployments' actors on virtual time, with a journal, a store, a registry and a fleet that fail on demand. At its end no Error may have been logged but
/// those that the spec has said it expects.
/// </summary>
internal sealed class DeploymentSystem : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int _systems;

    private readonly ActorSystem _system;
    private readonly LoggedEvents _logged;
    private string[] _expectedErrors = [];

    public DeploymentSystem(Func<DeploymentOptions, DeploymentOptions>? change = null)
    {
        DeploymentOptions options = new() { PollInterval = TimeSpan.FromHours(1) };
        Options = change?.Invoke(options) ?? options;
        string name = "deployment-" + Interlocked.Increment(ref _systems);
        _system = ActorSystem.Create(name, $$"""
            akka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [], scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" }
            akka.persistence.journal { plugin = "akka.persistence.journal.failable"
              failable.class = "{{typeof(FailableJournal).FullName}}, {{typeof(FailableJournal).Assembly.GetName().Name}}" }
            akka.persistence.snapshot-store { plugin = "akka.persistence.snapshot-store.failable"
              failable.class = "{{typeof(FailableSnapshots).FullName}}, {{typeof(FailableSnapshots).Assembly.GetName().Name}}" }
            """ + "\n" + DeploymentJournalSerializer.Hocon);
        _logged = new LoggedEvents(_system);
        Journal = FailableJournal.Of(name);
        Snapshots = FailableSnapshots.Of(name);
    }

    public DeploymentOptions Options { get; }

    public FakeFleet Fleet { get; } = new();

    public FakeStore Store { get; } = new();

    public FakeReports Reports { get; } = new();

    /// <summary>Of this process: another after <see cref="RestartProcess"/>.</summary>
    public FakeSwap Swap { get; private set; } = new();

    public LoadedModels Loaded { get; private set; } = new();

    public JournalSwitches Journal { get; }

    public SnapshotSwitches Snapshots { get; }

    public IActorRef Actor { get; private set; } = ActorRefs.Nobody;

    /// <summary>Sentences of the log, warnings only.</summary>
    public IEnumerable<string> Warnings => _logged.Warnings;

    /// <summary>How far time goes on at once while something is waited for.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromSeconds(2);

    public void ExpectError(params string[] parts) => _expectedErrors = parts;

    public void Advance(TimeSpan by) => ((TestScheduler)_system.Scheduler).Advance(by);

    public Task AdvanceUntil(Func<bool> condition, TimeSpan? step = null) => ModelsSystem.Eventually(() =>
    {
        if (condition())
        {
            return true;
        }

        Advance(step ?? Step);
        return false;
    });

    public DeploymentSystem Start()
    {
        RunPorts ports = new(Store, Swap, Loaded, Swap.TryAsync, new GateOptions());
        Actor = _system.ActorOf(DeploymentPollerActor.Props(new DeploymentSetting(Options, Fleet, ports, Reports)));
        return this;
    }

    /// <summary>Waits until a poll that is asked for has ended.</summary>
    public Task<DeploymentProtocol.PollEnded> Poll() => Actor.Ask<DeploymentProtocol.PollEnded>(DeploymentProtocol.PollNow.Instance, Patience);

    public Task<DeploymentProtocol.Tuned> Tune(TimeSpan interval, long generation) =>
        Actor.Ask<DeploymentProtocol.Tuned>(new DeploymentProtocol.Tune(interval, generation), Patience);

    /// <summary>As <see cref="Poll()"/>, for an actor that may not live to answer.</summary>
    public async Task PollOr(Func<bool> isOver)
    {
        Task poll = Poll();
        await ModelsSystem.Eventually(() => poll.IsCompleted || isOver());
    }

    /// <summary>Writes the document, polls, and waits until so many results have been reported.</summary>
    public async Task<DeploymentResult> Deploy(params FleetDeployment[] wanted)
    {
        int before = Reports.All.Count;
        Fleet.Wants(wanted);
        await Poll();
        await AdvanceUntil(() => Reports.All.Count > before);
        return Reports.Last;
    }

    /// <summary>Ends the process as kill -9 does, and starts another.</summary>
    public async Task RestartProcess(bool isKilled = false)
    {
        if (!isKilled)
        {
            await Kill();
        }

        (Swap, Loaded) = (new FakeSwap(), new LoadedModels());
        Start();
    }

    public async Task Kill()
    {
        TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef actor = Actor;
        _system.ActorOf(Props.Create(() => new Watcher(actor, gone)));
        await gone.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate().WaitAsync(Patience);
        _system.Dispose();
        _logged.AssertNoErrorBut(_expectedErrors);
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef watched, TaskCompletionSource gone)
        {
            Context.Watch(watched);
            Receive<Terminated>(_ => gone.SetResult());
            Context.System.Stop(watched);
        }
    }
}
