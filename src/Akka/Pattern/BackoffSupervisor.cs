using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Starts its child again, later each time, when it has stopped.</summary>
public sealed class BackoffSupervisor : BackoffSupervisorBase
{
    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(new BackoffPlanSettings(
            BackoffTrigger.Stop,
            childProps,
            childName,
            minBackoff,
            maxBackoff,
            randomFactor,
            minBackoff,
            new OneForOneStrategy(Akka.Actor.SupervisorStrategy.DefaultDecider),
            null,
            null))
    {
    }

    internal BackoffSupervisor(BackoffPlanSettings settings)
        : base(settings)
    {
    }

    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor));

    public static Props Props(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries));

    public static Props Props(BackoffOptions options) => options.ToProps();

    protected override SupervisorStrategy SupervisorStrategy()
    {
        // A failed child is stopped where it would be restarted: it comes back after the delay, as a new incarnation.
        var strategy = Settings.Strategy;
        return new OneForOneStrategy(
            strategy.MaxNumberOfRetries,
            strategy.WithinTimeRangeMilliseconds,
            cause => strategy.Decider.Decide(cause) is Directive.Restart ? Directive.Stop : strategy.Decider.Decide(cause));
    }

    protected override bool Receive(object message) =>
        message is Terminated terminated && terminated.ActorRef.Equals(Child) ? OnChildStopped() : HandleBackoff(message);

    private bool OnChildStopped()
    {
        Child = null;
        var limit = Settings.Strategy.MaxNumberOfRetries;
        if (FinalStopMessageReceived)
        {
            Context.Stop(Self);
        }
        else if (limit >= 0 && RestartCountN + 1 > limit)
        {
            Context.GetLogger().Debug("Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, limit);
            Context.Stop(Self);
        }
        else
        {
            StartLater();
        }

        return true;
    }

    public sealed class GetCurrentChild
    {
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    public sealed class CurrentChild
    {
        public CurrentChild(IActorRef @ref) => Ref = @ref;

        /// <summary>Gets the running child; null while it is down.</summary>
        public IActorRef Ref { get; }
    }

    /// <summary>Starts the count anew, where a manual reset was chosen.</summary>
    public sealed class Reset
    {
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    public sealed class GetRestartCount
    {
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    public sealed class RestartCount
    {
        public RestartCount(int count) => Count = count;

        public int Count { get; }
    }

    public sealed class StartChild : IDeadLetterSuppression
    {
        public static readonly StartChild Instance = new();

        private StartChild()
        {
        }
    }

    public sealed class ResetRestartCount : IDeadLetterSuppression
    {
        public ResetRestartCount(int current) => Current = current;

        public int Current { get; }
    }
}
