using Akka.Actor;
using Akka.Event;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>The scheduler's one timer. Here, because these are the specs that see the core's own types.</summary>
public sealed class DueTasksSpecs : IDisposable
{
    private static readonly TimeSpan Months = TimeSpan.FromDays(100);

    private readonly OneTimer _clock = new();
    private readonly List<string> _ran = [];
    private readonly DueTasks _tasks;

    public DueTasksSpecs() => _tasks = new DueTasks(_clock, NoLogger.Instance);

    public void Dispose()
    {
        _tasks.Dispose();
        _clock.Dispose();
    }

    [Fact]
    public void A_task_runs_after_more_days_than_a_timer_can_wait()
    {
        Add("late", Months);

        _clock.Pass(Months - TimeSpan.FromSeconds(1));
        Assert.Empty(_ran);

        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["late"], _ran);
    }

    [Fact]
    public void A_task_that_waits_for_months_does_not_keep_the_one_before_it_from_running()
    {
        Add("soon", TimeSpan.FromSeconds(1));
        Add("late", Months);

        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["soon"], _ran);

        _clock.Pass(Months);
        Assert.Equal(["soon", "late"], _ran);
    }

    private void Add(string name, TimeSpan delay) => _tasks.Add(new ScheduledAction(() => _ran.Add(name), null), delay);

    /// <summary>A clock that is moved by hand, and its timer, which refuses what the system's refuses.</summary>
    private sealed class OneTimer : TimeProvider, ITimer
    {
        private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(0xFFFFFFFE);

        private long _now;
        private long? _due;
        private Action _fire = () => { };

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            Change(dueTime, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, Longest);
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime.Ticks;
            return true;
        }

        public void Pass(TimeSpan time)
        {
            long until = _now + time.Ticks;
            while (_due <= until)
            {
                (_now, _due) = (_due.Value, null);
                _fire();
            }

            _now = until;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
