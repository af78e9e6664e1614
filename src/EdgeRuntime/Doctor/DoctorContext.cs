using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Doctor.Egress;
using EdgeActors.Doctor.Keys;
using EdgeActors.Doctor.Serving;

namespace EdgeActors.Doctor;

/// <summary>What the checks work with: what the agent was told, the outside world, and facts that several of them need.</summary>
internal sealed class DoctorContext
{
    private readonly Lazy<Task<ServingFacts>> _serving;
    private readonly Lazy<Task<KeyFacts?>> _keys;
    private readonly Lazy<Task<IReadOnlyList<HostFacts>>> _hosts;

    /// <summary>Prepares; nothing is looked at before a check asks.</summary>
    /// <param name="asked">What file, flags and environment say.</param>
    /// <param name="options">How to look.</param>
    /// <param name="environment">Gives a variable's value, or null.</param>
    /// <param name="time">The clock.</param>
    public DoctorContext(AskedSettings asked, DoctorOptions options, Func<string, string?> environment, TimeProvider time)
    {
        (Asked, Options, Environment, Time) = (asked, options, environment, time);
        _serving = new(() => ServingProbe.LookAsync(Agent.Socket, options.TimeBox));
        _keys = new(() => KeyProbe.LookAsync(this));
        _hosts = new(() => HostProbe.LookAsync(NeededHosts.Of(Agent), options.TimeBox, time));
    }

    /// <summary>What file, flags and environment say.</summary>
    public AskedSettings Asked { get; }

    /// <summary>How to look.</summary>
    public DoctorOptions Options { get; }

    /// <summary>Gives a variable's value, or null.</summary>
    public Func<string, string?> Environment { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The agent's settings.</summary>
    /// <exception cref="InvalidOperationException">They are at fault; only checks that do not need them run then.</exception>
    public RunOptions Agent => Asked.Agent ?? throw new InvalidOperationException("the settings are at fault");

    /// <inheritdoc cref="Agent" />
    public CaptureSettings Capture => Agent.Capture;

    /// <summary>Who serves on the socket; asked once.</summary>
    public Task<ServingFacts> ServingAsync() => _serving.Value;

    /// <summary>The keys that the agent would get, or why it gets none; fetched once. Null when it needs none.</summary>
    public Task<KeyFacts?> KeysAsync() => _keys.Value;

    /// <summary>How the hosts answer that the agent needs; asked once.</summary>
    public Task<IReadOnlyList<HostFacts>> HostsAsync() => _hosts.Value;
}
