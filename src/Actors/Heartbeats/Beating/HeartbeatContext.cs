using Akka.Actor;
using Akka.Event;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Heartbeats.Outgoing;

namespace EdgeActors.Heartbeats.Beating;

/// <summary>What the parts of the heartbeat actor share. Used on the actor's turn only.</summary>
internal sealed class HeartbeatContext(HeartbeatSetting setting, IHeartbeatHost host, ITimeProvider clock, ILoggingAdapter log)
{
    public HeartbeatSetting Setting => setting;

    public HeartbeatOptions Options => setting.Options;

    public HeartbeatLife Life => setting.Life;

    public ILoggingAdapter Log => log;

    public DateTimeOffset Wall => clock.Now;

    public TimeSpan Now => clock.MonotonicClock;

    /// <summary>What is on stable storage.</summary>
    public HeartbeatState State { get; set; } = HeartbeatState.Empty;

    public Outbox Outbox { get; } = new(setting.Options.Kept, setting.Options.KeptBytes);

    public Dispatch Dispatch { get; } = new(setting.Options.MaxRefusals);

    public HeartbeatPace Pace { get; } = new(setting.Options, setting.Life.Random);

    /// <summary>The agent stops: nothing new is made.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Whether there is no use in trying to send now.</summary>
    public bool IsHeldUp => Pace.Trouble is not null || Life.Registration.IsActive == false;

    /// <summary>Writes an event, with <c>DbEnable</c>; when it is stored it is applied and <paramref name="then"/> runs.</summary>
    public void Keep(IHeartbeatEvent happened, Action? then = null) => host.Keep(happened, then ?? (static () => { }));

    /// <summary>Runs an action on the actor's turn after a while; the same key again replaces it.</summary>
    public void Later(string key, TimeSpan delay, Action action) => host.Later(key, delay, action);

    /// <summary>Nothing happens under that key any more.</summary>
    public void Never(string key) => host.Never(key);

    /// <summary>Works on another thread, since the work may block, and goes on with its result on the actor's turn.</summary>
    public void Run<T>(Func<CancellationToken, Task<T>> work, Action<T> then, Action<Exception> failed)
    {
        Life.UnderWay++;
        host.Run(work, result => Returned(() => then(result)), cause => Returned(() => failed(cause)));
    }

    private void Returned(Action then)
    {
        Life.UnderWay--;
        then();
    }
}

/// <summary>What the parts need of their actor.</summary>
internal interface IHeartbeatHost
{
    void Keep(IHeartbeatEvent happened, Action then);

    void Later(string key, TimeSpan delay, Action action);

    void Never(string key);

    void Run<T>(Func<CancellationToken, Task<T>> work, Action<T> then, Action<Exception> failed);
}
