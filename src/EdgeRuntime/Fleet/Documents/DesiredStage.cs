using System.Collections.Immutable;

namespace EdgeActors.Fleet.Documents;

/// <summary>One stage of a deployment.</summary>
internal sealed record DesiredStage
{
    /// <summary>1 to 63 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Who is in it.</summary>
    public required DeviceSelection Selection { get; init; }

    /// <summary>How far it is. Default READYTODEPLOY.</summary>
    public StageState State { get; init; } = StageState.ReadyToDeploy;

    /// <summary>Per cent of the selected devices that must have succeeded before the stage counts as deployed, 1 to 100. Default 100.</summary>
    public int SuccessThreshold { get; init; } = 100;

    /// <summary>Failures at which the stage stops; null for never.</summary>
    public ErrorThreshold? ErrorThreshold { get; init; }

    /// <summary>Devices that it selected when it was started; null before.</summary>
    public int? SelectedCount { get; init; }

    /// <summary>When it was started; null before.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it became DEPLOYED, FAILED or STOPPED, or was told to stop; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it is as it is, for people; empty when there is nothing to say.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How many failed devices stop it; null when none do.</summary>
    public int? MostFailures => ErrorThreshold?.Failures(SelectedCount ?? 0);
}

/// <summary>States of a stage, as the vendor's service had them.</summary>
internal enum StageState
{
    /// <summary>Not started: its devices are not told of the deployment.</summary>
    ReadyToDeploy,

    /// <summary>Started.</summary>
    InProgress,

    /// <summary>Enough of its devices have succeeded; the others go on.</summary>
    Deployed,

    /// <summary>Too many of its devices have failed: nobody begins any more.</summary>
    Failed,

    /// <summary>An operator stopped it and some devices are still at work.</summary>
    Stopping,

    /// <summary>An operator stopped it: nobody begins any more.</summary>
    Stopped,
}

/// <summary>Which devices a stage is for.</summary>
internal abstract record DeviceSelection
{
    private DeviceSelection()
    {
    }

    /// <summary>A share of all devices, by a stable hash of their names: 10 % are contained in 20 %.</summary>
    /// <param name="Percent">1 to 100.</param>
    internal sealed record Percentage(int Percent) : DeviceSelection;

    /// <summary>These.</summary>
    /// <param name="Devices">1 to 10,000 names.</param>
    internal sealed record Names(ImmutableArray<string> Devices) : DeviceSelection;

    /// <summary>Those whose name has this in it, letter by letter.</summary>
    /// <param name="Part">1 to 63 characters.</param>
    internal sealed record NameContains(string Part) : DeviceSelection;
}

/// <summary>Failures at which a stage stops; exactly one is set.</summary>
/// <param name="Count">So many devices, 1 to 1,000,000.</param>
/// <param name="Percent">So many per cent of the selected ones, 1 to 100.</param>
internal sealed record ErrorThreshold(int? Count, int? Percent)
{
    /// <summary>How many failed devices that is, of so many selected ones; never less than 1.</summary>
    public int Failures(int selected) =>
        Count ?? (int)Math.Max(1, (((long)selected * Percent.GetValueOrDefault()) + 99) / 100);
}
