using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Ways to set up a <see cref="BackoffSupervisor"/>: OnStop for children that stop themselves, OnFailure for those that throw.</summary>
public static class Backoff
{
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffPlan(BackoffTrigger.Stop, childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);

    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new BackoffPlan(BackoffTrigger.Stop, childProps, childName, minBackoff, maxBackoff, randomFactor);

    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffPlan(BackoffTrigger.Failure, childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);

    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new BackoffPlan(BackoffTrigger.Failure, childProps, childName, minBackoff, maxBackoff, randomFactor);
}

public abstract class BackoffOptions
{
    /// <summary>Starts the count anew when the child has run for that long without another failure.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    public abstract BackoffOptions WithManualReset();

    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    public abstract BackoffOptions WithDefaultStoppingStrategy();

    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);

    internal abstract Props ToProps();
}

internal enum BackoffTrigger
{
    Stop,
    Failure,
}

/// <summary>What a back-off supervisor does. Without a time to reset after, the count starts anew on request only.</summary>
internal sealed record BackoffPlanSettings(
    BackoffTrigger Trigger,
    Props ChildProps,
    string ChildName,
    TimeSpan MinBackoff,
    TimeSpan MaxBackoff,
    double RandomFactor,
    TimeSpan? ResetAfter,
    OneForOneStrategy Strategy,
    object ReplyWhileStopped,
    Func<object, bool> FinalStopMessage);

internal sealed class BackoffPlan : BackoffOptions
{
    private readonly BackoffPlanSettings _settings;

    public BackoffPlan(
        BackoffTrigger trigger, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(new BackoffPlanSettings(
            trigger, childProps, childName, minBackoff, maxBackoff, randomFactor, minBackoff, new OneForOneStrategy(SupervisorStrategy.DefaultDecider), null, null))
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(minBackoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBackoff, minBackoff);
        ArgumentOutOfRangeException.ThrowIfNegative(randomFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(randomFactor, 1.0);
    }

    private BackoffPlan(BackoffPlanSettings settings) => _settings = settings;

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => new BackoffPlan(_settings with { ResetAfter = resetBackoff });

    public override BackoffOptions WithManualReset() => new BackoffPlan(_settings with { ResetAfter = null });

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) =>
        new BackoffPlan(_settings with { Strategy = supervisorStrategy });

    public override BackoffOptions WithDefaultStoppingStrategy() => WithSupervisorStrategy(
        new OneForOneStrategy(_settings.Strategy.MaxNumberOfRetries, -1, SupervisorStrategy.StoppingStrategy.Decider));

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        WithSupervisorStrategy(_settings.Strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) =>
        new BackoffPlan(_settings with { ReplyWhileStopped = replyWhileStopped });

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) =>
        new BackoffPlan(_settings with { FinalStopMessage = isFinalStopMessage });

    internal override Props ToProps() => _settings.Trigger == BackoffTrigger.Stop
        ? Props.CreateBy(new SettingsProducer(_settings))
        : Props.Create(() => new BackoffOnRestartSupervisor(_settings));

    private sealed class SettingsProducer(BackoffPlanSettings settings) : IIndirectActorProducer
    {
        public Type ActorType => typeof(BackoffSupervisor);

        public ActorBase Produce() => new BackoffSupervisor(settings);

        public void Release(ActorBase actor)
        {
        }
    }
}
