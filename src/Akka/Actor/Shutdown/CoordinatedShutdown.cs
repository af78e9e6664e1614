using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a system in phases. Tasks of one phase run side by side; a failed or late task is logged and shutdown goes on.</summary>
public sealed class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<ShutdownTask>> _tasks = new();
    private readonly ShutdownPhases _phases;
    private readonly ILoggingAdapter _log;
    private readonly Lock _lock = new();
    private Task<Done> _run;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        System = system;
        _phases = new ShutdownPhases(system.Settings.Config);
        _log = Logging.GetLogger(system, GetType());
        if (system.Settings.CoordinatedShutdownTerminateActorSystem)
        {
            AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
        }

        if (system.Settings.Config.GetBoolean("akka.coordinated-shutdown.run-by-clr-shutdown-hook", true))
        {
            AppDomain.CurrentDomain.ProcessExit += RunAtExit;
            system.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= RunAtExit);
        }
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Gets why the system is going down; null before it is.</summary>
    public Reason ShutdownReason { get; private set; }

    public TimeSpan TotalTimeout => _phases.Order.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => (CoordinatedShutdown)sys.RegisterExtension(new CoordinatedShutdownExtension());

    /// <exception cref="ArgumentException">The phase is not known, or the task has no name.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        _phases.Check(phase);
        if (string.IsNullOrEmpty(taskName))
        {
            throw new ArgumentException("Set a task name when adding tasks to the Coordinated Shutdown.", nameof(taskName));
        }

        _tasks.GetOrAdd(phase, _ => new ConcurrentQueue<ShutdownTask>()).Enqueue(new ShutdownTask(taskName, task));
    }

    public TimeSpan Timeout(string phase) => _phases.Timeout(phase);

    /// <summary>Runs all phases, or those from the given one on. Only the first call counts; later ones get the same task.</summary>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        lock (_lock)
        {
            if (_run is null)
            {
                ShutdownReason = reason;
                _run = Task.Run(() => RunPhases(fromPhase));
            }

            return _run;
        }
    }

    private async Task<Done> RunPhases(string fromPhase)
    {
        foreach (var phase in _phases.From(fromPhase))
        {
            if (_tasks.TryGetValue(phase, out var tasks))
            {
                await RunPhase(phase, tasks).ConfigureAwait(false);
            }
        }

        return Done.Instance;
    }

    private async Task RunPhase(string phase, ConcurrentQueue<ShutdownTask> tasks)
    {
        var timeout = Timeout(phase);
        var recover = _phases.Recovers(phase);
        try
        {
            await Task.WhenAll(tasks.Select(task => RunTask(phase, task, recover))).WaitAsync(timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (recover)
        {
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, timeout);
        }
    }

    private async Task RunTask(string phase, ShutdownTask task, bool recover)
    {
        try
        {
            await task.Run().ConfigureAwait(false);
        }
        catch (Exception e) when (recover)
        {
            _log.Warning(e, "Task [{0}] failed in phase [{1}]: {2}", task.Name, phase, e.Message);
        }
    }

    private void RunAtExit(object sender, EventArgs e) => Run(ClrExitReason.Instance).Wait(TotalTimeout);

    private async Task<Done> TerminateSystem()
    {
        await ((ActorSystemImpl)System).StopTree().ConfigureAwait(false);
        return Done.Instance;
    }

    public class Reason
    {
        protected Reason()
        {
        }
    }

    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }

    private sealed record ShutdownTask(string Name, Func<Task<Done>> Run);
}

public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) => new(system);
}
