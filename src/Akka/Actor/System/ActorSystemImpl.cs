using System.Collections.Concurrent;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

internal sealed class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentStack<Action> _onTermination = new();
    private readonly DeadLetterActorRef _deadLetters;
    private readonly Guardians _guardians;
    private long _uids;

    public ActorSystemImpl(string name, ActorSystemSetup setup)
    {
        Name = name;
        var config = setup.Get<BootstrapSetup>() is { HasValue: true, Value.Config.HasValue: true } bootstrap
            ? bootstrap.Value.Config.Value
            : ConfigurationFactory.Empty;
        Settings = new Settings(this, config, setup);
        RootPath = new RootActorPath(new Address("akka", name));
        TempPath = RootPath / "temp";
        EventStream = new EventStream(debug: false);
        EventStream.SetLogLevel(Logging.LogLevelFor(Settings.LogLevel));
        Log = new BusLogging(EventStream, $"ActorSystem({name})", typeof(ActorSystem));
        _deadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters");
        Scheduler = SchedulerChoice.Create(Settings, Log);
        _guardians = new Guardians(this);
        Serialization = new Serialization.Serialization(this);
    }

    public override Settings Settings { get; }

    public override string Name { get; }

    public override EventStream EventStream { get; }

    public override IActorRef DeadLetters => _deadLetters;

    public override IScheduler Scheduler { get; }

    public override ILoggingAdapter Log { get; }

    public override Serialization.Serialization Serialization { get; }

    public override Task WhenTerminated => _terminated.Task;

    public RootActorPath RootPath { get; }

    public ActorPath TempPath { get; }

    public IInternalActorRef RootGuardian => _guardians.Root;

    /// <summary>Gets a value indicating whether the tree is being stopped.</summary>
    public bool IsStopping { get; private set; }

    public void Start()
    {
        _guardians.Start();
        Loggers.Start(this);
        CoordinatedShutdown.Get(this);
    }

    public long NextUid() => Interlocked.Increment(ref _uids);

    public override IActorRef ActorOf(Props props, string name = null) => _guardians.User.Cell.ActorOf(props, name);

    public override IActorRef SystemActorOf(Props props, string name = null) => _guardians.System.Cell.ActorOf(props, name);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => new(RootGuardian, actorPath.Elements);

    public override ActorSelection ActorSelection(string actorPath) => SelectionParser.Select(this, _guardians.User, actorPath);

    public override void Stop(IActorRef actor)
    {
        var target = (IInternalActorRef)actor;
        if (target.Parent is LocalActorRef parent && (ReferenceEquals(parent, _guardians.User) || ReferenceEquals(parent, _guardians.System)))
        {
            parent.Tell(new StopChild(actor), ActorRefs.NoSender);
        }
        else
        {
            target.Stop();
        }
    }

    public override void RegisterOnTermination(Action code)
    {
        if (WhenTerminated.IsCompleted)
        {
            throw new InvalidOperationException($"Actor system [{Name}] has terminated: nothing can be registered any more.");
        }

        _onTermination.Push(code);
    }

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
        {
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            StopTree();
        }

        return WhenTerminated;
    }

    public Task StopTree()
    {
        IsStopping = true;
        _guardians.Stop();
        return WhenTerminated;
    }

    /// <summary>The root guardian is gone: nothing runs any more.</summary>
    public void OnRootTerminated()
    {
        (Scheduler as IDisposable)?.Dispose();
        while (_onTermination.TryPop(out var code))
        {
            try
            {
                code();
            }
            catch (Exception e)
            {
                Log.Error(e, "A callback on termination failed: {0}", e.Message);
            }
        }

        _terminated.TrySetResult();
    }

    public override object RegisterExtension(IExtensionId extension) =>
        _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this))).Value;

    public override object GetExtension(IExtensionId extensionId) => RegisterExtension(extensionId);

    public override T GetExtension<T>() => TryGetExtension<T>(out var extension) ? extension : null;

    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => HasExtension(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var known) ? known.Value : null;
        return extension is not null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        TryGetExtension(typeof(T), out var known);
        extension = known as T;
        return extension is not null;
    }

    public override string ToString() => RootPath.Address.ToString();
}
