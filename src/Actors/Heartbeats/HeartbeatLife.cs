using EdgeActors.Heartbeats.Figures;
using EdgeActors.Heartbeats.Registering;

namespace EdgeActors.Heartbeats;

/// <summary>
/// What a life of the heartbeat actor hands to the next. Used on the turn of the one actor that lives, but for the registration and what is refused.
/// </summary>
internal sealed class HeartbeatLife(HeartbeatSetting setting)
{
    private long _generation;
    private volatile string _desiredRefused = "";

    /// <summary>Of all jitter.</summary>
    public Random Random { get; } = new(setting.Options.Seed);

    /// <summary>What models have done since the last heartbeat.</summary>
    public ModelWindows Windows { get; } = new(setting.NoVersion, setting.LatestSample);

    /// <summary>What the fleet has said about this device.</summary>
    public RegistrationCache Registration { get; } = new(setting.Options, new Random(setting.Options.Seed ^ 1));

    /// <summary>Why what the fleet wants is refused; empty when it is not.</summary>
    public string DesiredRefused
    {
        get => _desiredRefused;
        set => _desiredRefused = value;
    }

    /// <summary>Whether a heartbeat of this process was made.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Whether the journal failed since it last worked: only the first failure is an Error in the log.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Calls of the actor that lives whose outcome it has not handled yet: whoever moves a virtual clock waits until there are none.</summary>
    public int UnderWay { get; set; }

    /// <summary>Pause between two heartbeats.</summary>
    public TimeSpan Period { get; private set; } = setting.Options.Period;

    /// <summary>Another pause from now on; false when a newer one holds already.</summary>
    public bool Tune(TimeSpan period, long generation)
    {
        if (generation <= _generation)
        {
            return false;
        }

        (Period, _generation) = (period, generation);
        return true;
    }
}
