using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Figures;

namespace EdgeActors.Heartbeats.Beating;

/// <summary>
/// Makes a heartbeat every period, and one besides when a result has none to ride on. A device whose clock jumps or that slept for hours makes one, not
/// those that it missed.
/// </summary>
internal sealed class HeartbeatMaking(HeartbeatContext context, Action made)
{
    private const string Timer = "beat";

    private bool _isReading;

    public void Begin() => context.Later(Timer, HeartbeatPeriod.First(context.Options, context.Life.Period, context.Life.Random.NextDouble()), Beat);

    public void Stop() => context.Never(Timer);

    /// <summary>Another period: the pause that runs is cut to it.</summary>
    public void Retime() => Again();

    /// <summary>Makes one now, unless one is in the making.</summary>
    public void Make()
    {
        if (!_isReading)
        {
            _isReading = true;
            context.Run(context.Setting.Figures.ReadAsync, OnRead, _ => OnRead(DeviceFigures.Unknown));
        }
    }

    private void Beat()
    {
        Again();
        if (_isReading)
        {
            // A disk that hangs keeps its figures, not the sign of life.
            Add(DeviceFigures.Unknown);
        }
        else
        {
            Make();
        }
    }

    private void Again() => context.Later(Timer, HeartbeatPeriod.Next(context.Options, context.Life.Period, context.Life.Random.NextDouble()), Beat);

    private void OnRead(DeviceFigures figures)
    {
        _isReading = false;
        Add(figures);
    }

    private void Add(DeviceFigures figures)
    {
        HeartbeatSetting setting = context.Setting;
        DateTimeOffset now = context.Wall;
        Heartbeat heartbeat = new()
        {
            Time = now,
            AgentVersion = HeartbeatRules.AgentVersion(setting.AgentVersion),
            AgentMetrics = AgentMetrics.Of(figures, isFirst: !context.Life.IsStarted, HeartbeatRules.Dimension(setting.Identity.Device), now),
            Models = context.Life.Windows.Next(setting.Models.All(), now),
            DesiredRefused = context.Life.DesiredRefused,
        };
        context.Life.IsStarted = true;
        context.Outbox.Add(heartbeat, context.Dispatch.Current?.Number);
        made();
    }
}
