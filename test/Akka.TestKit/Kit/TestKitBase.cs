using System.Linq.Expressions;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A test's own actor with a queue to look into, and the system around it.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static long _probes;

    private readonly ITestKitAssertions _assertions;
    private readonly Channel<MessageEnvelope> _queue = Channel.CreateUnbounded<MessageEnvelope>();
    private bool _ownsSystem;
    private MessageEnvelope _last;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system = null, string testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, ActorSystemSetup.Empty.WithSetup(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions));
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.test {
          timefactor = 1.0
          filter-leeway = 3s
          single-expect-default = 3s
          default-timeout = 5s
        }
        """);

    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("akka.loglevel = DEBUG");

    public ActorSystem Sys { get; private set; }

    public IActorRef TestActor { get; private set; }

    public TestKitSettings TestKitSettings { get; private set; }

    public ILoggingAdapter Log { get; private set; }

    public EventFilterFactory EventFilter => CreateEventFilter(Sys);

    public bool HasMessages => _queue.Reader.TryPeek(out _);

    public object LastMessage => _last?.Message;

    public IActorRef LastSender => _last?.Sender ?? throw new InvalidOperationException("No message was received yet, so there is no last sender.");

    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    public IActorRef ActorOf(Props props, string name) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>());

    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory));

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    public virtual TestProbe CreateTestProbe(string name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string name = null) => new(system, _assertions, name);

    public IActorRef CreateTestActor(string name) => MakeTestActor(Sys, name);

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    public IActorRef Watch(IActorRef actorToWatch)
    {
        Request(new TestKit.TestActor.WatchRequest(actorToWatch));
        return actorToWatch;
    }

    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        await TestActor.Ask<Done>(new TestKit.TestActor.WatchRequest(actorToWatch), RemainingOrDefault).ConfigureAwait(false);
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        Request(new TestKit.TestActor.UnwatchRequest(actorToUnwatch));
        return actorToUnwatch;
    }

    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        await TestActor.Ask<Done>(new TestKit.TestActor.UnwatchRequest(actorToUnwatch), RemainingOrDefault).ConfigureAwait(false);
        return actorToUnwatch;
    }

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new TestKit.TestActor.Pilot(pilot), ActorRefs.NoSender);

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new TestKit.TestActor.Ignore(shouldIgnoreMessage), ActorRefs.NoSender);

    public void IgnoreMessages<TMsg>() => IgnoreMessages(message => message is TMsg);

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    public void IgnoreNoMessages() => TestActor.Tell(new TestKit.TestActor.Ignore(null), ActorRefs.NoSender);

    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        if (_ownsSystem)
        {
            Shutdown(Sys, duration, verifySystemShutdown);
        }
    }

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        ImplicitSender.Leave((LocalActorRef)TestActor);
        var ended = system.Terminate().Wait(duration ?? TimeSpan.FromSeconds(10));
        if (!ended && verifySystemShutdown)
        {
            throw new TimeoutException($"Failed to stop [{system.Name}].");
        }
    }

    protected virtual void InitializeTest(ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        _ownsSystem = system is null;
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", WithDefaults(config));
        TestKitSettings = Sys.WithExtension<TestKitSettings, TestKitExtension>();
        Log = Logging.GetLogger(Sys, GetType());
        TestActor = MakeTestActor(Sys, testActorName ?? $"testActor{Interlocked.Increment(ref _probes)}");
        if (this is not INoImplicitSender)
        {
            ImplicitSender.Install((LocalActorRef)TestActor);
        }
    }

    protected void InitializeTest(ActorSystem system, Config config, string actorSystemName, string testActorName) =>
        InitializeTest(system, ActorSystemSetup.Empty.WithSetup(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    private static ActorSystemSetup WithDefaults(ActorSystemSetup config)
    {
        var bootstrap = config.Get<BootstrapSetup>();
        return config.WithSetup((bootstrap.HasValue ? bootstrap.Value : BootstrapSetup.Create()).WithConfigFallback(DefaultConfig));
    }

    private IActorRef MakeTestActor(ActorSystem system, string name)
    {
        var writer = _queue.Writer;
        return ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestActor(writer)), name);
    }

    private void Request(object request) =>
        TestActor.Ask<Done>(request, RemainingOrDefault).GetAwaiter().GetResult();
}
