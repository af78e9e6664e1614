using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters and unhandled messages: the first few, then nothing for a while.</summary>
internal sealed class DeadLetterListener : ActorBase
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly int _limit;
    private readonly TimeSpan _pause;
    private int _count;
    private TimeSpan? _quietUntil;

    public DeadLetterListener()
    {
        var settings = Context.System.Settings;
        _limit = settings.LogDeadLetters;
        _pause = settings.LogDeadLettersSuspendDuration;
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));
        Context.System.EventStream.Subscribe(Self, typeof(Dropped));
    }

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
        {
            return false;
        }

        if (((ActorSystemImpl)Context.System).IsStopping && !Context.System.Settings.LogDeadLettersDuringShutdown)
        {
            return true;
        }

        var now = Context.System.Scheduler.MonotonicClock;
        _count++;
        if (_quietUntil is { } until)
        {
            if (now < until)
            {
                return true;
            }

            _quietUntil = null;
            _count = 1;
        }

        Write(letter);
        if (_count >= _limit && _limit != int.MaxValue)
        {
            _quietUntil = _pause < TimeSpan.Zero ? TimeSpan.MaxValue : now + _pause;
        }

        return true;
    }

    private void Write(AllDeadLetters letter)
    {
        var last = _count >= _limit ? $" No more will be logged for {_pause}." : "";
        var what = letter is UnhandledMessage ? "was unhandled" : "was not delivered";
        _log.Info($"Message [{letter.Message.GetType().Name}] from {letter.Sender} to {letter.Recipient} {what}. [{_count}] dead letters encountered.{last}");
    }
}
