using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Starts its child again, later each time, when it has failed; a child that stops by itself ends the supervisor.</summary>
internal sealed class BackoffOnRestartSupervisor(BackoffPlanSettings settings) : BackoffSupervisorBase(settings)
{
    private bool _failed;

    protected override SupervisorStrategy SupervisorStrategy()
    {
        var strategy = Settings.Strategy;
        return new OneForOneStrategy(strategy.MaxNumberOfRetries, strategy.WithinTimeRangeMilliseconds, Decide);

        Directive Decide(Exception cause)
        {
            var directive = strategy.Decider.Decide(cause);
            _failed = directive is Directive.Restart;
            return _failed ? Directive.Stop : directive;
        }
    }

    protected override bool Receive(object message) =>
        message is Terminated terminated && terminated.ActorRef.Equals(Child) ? OnChildGone() : HandleBackoff(message);

    private bool OnChildGone()
    {
        var limit = Settings.Strategy.MaxNumberOfRetries;
        Child = null;
        if (!_failed || FinalStopMessageReceived || (limit >= 0 && RestartCountN + 1 > limit))
        {
            Context.Stop(Self);
        }
        else
        {
            StartLater();
        }

        _failed = false;
        return true;
    }
}
