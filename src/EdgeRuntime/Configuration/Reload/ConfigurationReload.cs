using EdgeActors.Configuration.Layers;
using EdgeActors.Logging;
using EdgeActors.Wording;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Configuration.Reload;

/// <summary>
/// Takes a changed configuration over while the agent runs: all layers are read anew and checked as a whole. A faulty one changes nothing and
/// its faults are told once; of a good one, what can change does, and what cannot is named.
/// </summary>
/// <param name="reader">Reads all sources.</param>
/// <param name="started">What the agent was started with.</param>
/// <param name="parts">Those that can change.</param>
/// <param name="time">The clock.</param>
/// <param name="settle">How long a faulty configuration is given before it is told: somebody may be writing it just now.</param>
/// <param name="log">The log.</param>
internal sealed class ConfigurationReload(
    ConfigurationReader reader,
    ConfigurationReading started,
    IReadOnlyList<ILivePart> parts,
    TimeProvider time,
    TimeSpan settle,
    ILogger<ConfigurationReload> log)
{
    private readonly ConfigurationReading _started = started;
    private ConfigurationReading _last = started;
    private IReadOnlyList<ConfigurationFault> _told = [];
    private long _generation;
    private bool _isOwed;

    /// <summary>Looks once whether something has changed. One call at a time.</summary>
    public async Task LookAsync(CancellationToken cancelled)
    {
        ConfigurationReading now = reader.Read();
        if (now.Faults.Count > 0 && !now.Faults.SequenceEqual(_told))
        {
            await Task.Delay(settle, time, cancelled);
            now = reader.Read();
        }

        if (now.Faults.Count > 0)
        {
            TellFaults(now.Faults);
            return;
        }

        IReadOnlyList<ConfigurationChange> changes = ConfigurationChange.Between(_started, _last, now);
        if (_told.Count > 0 && changes.Count == 0)
        {
            ReloadLog.GoodAgain(log);
        }

        TellWarnings(now);
        (_told, _last) = ([], now);
        _isOwed |= changes.Any(static change => change.Kind == ChangeKind.Live);
        if (_isOwed)
        {
            await ApplyAsync(now.Options, cancelled);
        }

        foreach (ConfigurationChange change in changes)
        {
            Tell(change);
        }
    }

    // A part that is down is told at every look until it hears.
    private async Task ApplyAsync(RunOptions options, CancellationToken cancelled)
    {
        _isOwed = false;
        _generation++;
        foreach (ILivePart part in parts)
        {
            _isOwed |= !await part.ApplyAsync(options, _generation, cancelled);
        }
    }

    private void TellFaults(IReadOnlyList<ConfigurationFault> faults)
    {
        if (faults.SequenceEqual(_told))
        {
            return;
        }

        _told = faults;
        foreach (ConfigurationFault fault in faults)
        {
            ReloadLog.Faulty(log, fault.ToString());
        }
    }

    private void TellWarnings(ConfigurationReading now)
    {
        foreach (string warning in now.Warnings.Except(_last.Warnings))
        {
            ReloadLog.Odd(log, warning);
        }
    }

    private void Tell(ConfigurationChange change)
    {
        string name = change.Now.Name ?? change.Now.Parameter.Names[0];
        string before = Printable.Of(change.Before.Shown);
        string now = Printable.Of(change.Now.Shown);
        switch (change.Kind)
        {
            case ChangeKind.Live:
                ReloadLog.Changed(log, name, before, now, change.Now.Source);
                break;
            case ChangeKind.NeedsRestart:
                ReloadLog.NeedsRestart(log, name, before, now, change.Now.Source);
                break;
            default:
                ReloadLog.Reverted(log, name, now);
                break;
        }
    }
}

internal static partial class ReloadLog
{
    [LoggerMessage(1100, LogLevel.Information, "{Name} was \"{Before}\" and is \"{Now}\" now, by {Source}")]
    public static partial void Changed(ILogger log, string name, string before, string now, string source);

    [Advice("Restart the agent when it suits; until then it goes on with the value before.")]
    [LoggerMessage(1101, LogLevel.Warning, "{Name} was \"{Before}\" and is to be \"{Now}\", by {Source}: this needs a restart")]
    public static partial void NeedsRestart(ILogger log, string name, string before, string now, string source);

    [LoggerMessage(1102, LogLevel.Information, "{Name} is \"{Now}\" again, which the agent runs with")]
    public static partial void Reverted(ILogger log, string name, string now);

    [Advice("Repair what the text names. Nothing of the changed configuration has taken effect.")]
    [LoggerMessage(1103, LogLevel.Warning, "The configuration has changed and is at fault, so the agent goes on with the one it has: {Fault}")]
    public static partial void Faulty(ILogger log, string fault);

    [LoggerMessage(1104, LogLevel.Information, "The configuration is without fault again, and the one that the agent runs with")]
    public static partial void GoodAgain(ILogger log);

    [Advice("Harmless, but probably not what was meant; see the text.")]
    [LoggerMessage(1105, LogLevel.Warning, "{Warning}")]
    public static partial void Odd(ILogger log, string warning);

    [Advice("Changes are found all the same, a little later. Too many watched files or a missing folder are usual reasons.")]
    [LoggerMessage(1106, LogLevel.Warning, "{File} cannot be watched ({Reason}), so it is looked at every {Seconds} s")]
    public static partial void NotWatched(ILogger log, string file, string reason, double seconds);
}
