using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;
using EdgeActors.FaultKit;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Tensors;
using EdgeActors.Seats;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models;

/// <summary>
/// The model actors on a <see cref="FakeEngine"/>, wired as the host does it. At its end no Error may have been logged but
/// those that the spec has said it expects.
/// </summary>
internal sealed class ModelsSystem : IAsyncDisposable
{
    private const string Quiet = "akka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [] }";
    private const string VirtualTime = """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ActorSystem _system;
    private readonly EngineThreads _runs;
    private readonly EngineThreads _loads;
    private readonly LoggedEvents _logged;
    private readonly Task<EdgeSupervisor.EdgeActorRefs> _actors;
    private string[] _expectedErrors = [];

    public ModelsSystem(
        Func<ModelsOptions, ModelsOptions>? change = null, bool virtualTime = false, string faults = "", params ActorSeat[] seats)
    {
        ModelsOptions options = new()
        {
            WorkingDirectory = "/models",
            MemoryBudgetBytes = 1 << 20,
            MaxConcurrencyPerModel = 4,
        };
        options = change?.Invoke(options) ?? options;
        _runs = new EngineThreads("run", options.MaxEngineThreads, options.EngineThreadIdleTime);
        _loads = new EngineThreads("load", options.LoadConcurrency, options.EngineThreadIdleTime);
        _system = ActorSystem.Create("spec", virtualTime ? VirtualTime + "\n" + Quiet : Quiet);
        _logged = new LoggedEvents(_system);
        Setting = new ModelSetting(Engine, _runs, _loads, options, TimeProvider.System);
        State = new RegistryState(Directory);
        Predictor predictor = new(Directory, new PredictOperationPool(64));
        Predictor = predictor;
        IFaultSeam seam = faults.Length == 0 ? NoFaults.Instance : new ScriptedFaults(_system.Faults(faults));
        Supervisor = _system.ActorOf(EdgeSupervisor.Props(State, Setting, seam, seats: seats), "edge");
        _actors = Supervisor.Ask<EdgeSupervisor.EdgeActorRefs>(EdgeSupervisor.GetActors.Instance, Patience);
        Swap = new ModelSwap(new Registry(_actors), Directory, predictor);
    }

    public ActorSystem System => _system;

    public FakeEngine Engine { get; } = new();

    public ModelSetting Setting { get; }

    public RegistryState State { get; }

    public ModelDirectory Directory { get; } = new();

    public IPredictor Predictor { get; }

    public IModelSwap Swap { get; }

    public IActorRef Supervisor { get; }

    /// <summary>The parts of Error messages that this spec provokes.</summary>
    public void ExpectError(params string[] parts) => _expectedErrors = parts;

    /// <summary>Whether an Error with this part has been logged.</summary>
    public bool HasLoggedError(string part) => _logged.Errors.Any(error => error.ToString().Contains(part, StringComparison.Ordinal));

    /// <summary>Moves virtual time on.</summary>
    public void Advance(TimeSpan by) => ((TestScheduler)_system.Scheduler).Advance(by);

    /// <summary>Returns when the registry and the model's actor have handled what they were told so far.</summary>
    public async Task Settle(string handle)
    {
        await Ask(ListModels.Instance);
        if (State.Find(handle) is { } entry)
        {
            await entry.Actor.Ask<ActorIdentity>(new Identify(handle), Patience);
        }
    }

    public async Task<IModelsReply> Ask(object command)
    {
        // Once known, commands are told in the order of the calls.
        EdgeSupervisor.EdgeActorRefs actors = await _actors;
        return await actors.Models.Ask<IModelsReply>(command, Patience);
    }

    /// <summary>The actor of a seat.</summary>
    public async Task<IActorRef> Seat(int index = 0) => (await _actors).Seats[index];

    /// <summary>Puts a model into a folder of the same name and loads it; it is returned for its switches.</summary>
    public async Task<FakeModel> Load(string handle)
    {
        FakeModel model = Engine.In(handle);
        Assert.IsType<ModelLoaded>(await Ask(new LoadModel(handle, handle)));
        return model;
    }

    /// <summary>Puts a model into a folder and loads it for <paramref name="handle"/>, unseen; its id is returned.</summary>
    public async Task<long> Stage(string handle, string folder)
    {
        Engine.In(folder);
        SwapAnswer answer = await Swap.StageAsync(handle, folder, CancellationToken.None).WaitAsync(Patience);
        Assert.Null(answer.Fault);
        return answer.Id!.Value;
    }

    /// <summary>Publishes and returns who was set aside.</summary>
    public async Task<long?> Publish(string handle, long id)
    {
        SwapAnswer answer = await Swap.PublishAsync(handle, id, CancellationToken.None).WaitAsync(Patience);
        Assert.Null(answer.Fault);
        return answer.Id;
    }

    public async Task Release(long id) =>
        Assert.Null((await Swap.ReleaseAsync(id, CancellationToken.None).WaitAsync(Patience)).Fault);

    public async Task<ModelFault> Refused(object command) => Assert.IsType<ModelRefused>(await Ask(command)).Fault;

    public Task<PredictOutcome> Predict(string handle, CancellationToken cancelled = default) =>
        Predict(handle, new FakeTensorData(4), cancelled);

    public Task<PredictOutcome> Predict(string handle, TensorData data, CancellationToken cancelled = default) =>
        Predictor.PredictAsync(handle, [new RequestTensor(TensorName.Empty, null, null, data)], cancelled)
            .AsTask().WaitAsync(Patience, CancellationToken.None);

    /// <summary>Waits until <paramref name="condition"/> holds, for what no message announces.</summary>
    public static async Task Eventually(Func<bool> condition)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(2));
        using CancellationTokenSource patience = new(Patience);
        while (!condition())
        {
            Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate().WaitAsync(Patience);
        _system.Dispose();
        _runs.Dispose();
        _loads.Dispose();
        _logged.AssertNoErrorBut(_expectedErrors);
    }

    private sealed class Registry(Task<EdgeSupervisor.EdgeActorRefs> actors) : IRequiredActor<ModelRegistryKey>
    {
        public IActorRef ActorRef => throw new NotSupportedException();

        public async Task<IActorRef> GetAsync(CancellationToken cancellationToken) => (await actors).Models;
    }

    private sealed class ScriptedFaults(Faults faults) : IFaultSeam
    {
        public Props Actor(Props props) => props.WithFaults(faults);

        public TPort Port<TPort>(TPort port, Func<Exception, object>? told = null)
            where TPort : class => port;
    }
}
