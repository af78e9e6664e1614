using System.Globalization;

namespace EdgeActors.FaultKit;

/// <summary>What a rule applies to.</summary>
public enum FaultPlace
{
    /// <summary>Messages that reach an actor.</summary>
    Actor,

    /// <summary>Calls of a port's methods.</summary>
    Port,
}

/// <summary>On which side of the message's handling, or of the call, the fault happens.</summary>
public enum FaultMoment
{
    /// <summary>Before it; the default.</summary>
    Before,

    /// <summary>After it: the work is done, its answer may be lost.</summary>
    After,
}

/// <summary>One line of a script: where, on what, when, and what happens.</summary>
/// <param name="Place">Actor or port.</param>
/// <param name="Name">Which: an actor's path or <c>IPort.Method</c>.</param>
/// <param name="What">Type of the message, one of its bases or interfaces; any by default. Actors only.</param>
/// <param name="From">Path of the sender; any by default. Actors only.</param>
/// <param name="Occasion">Which of the matching ones; all by default.</param>
/// <param name="Moment">Before or after.</param>
/// <param name="Action">What happens.</param>
public sealed record FaultRule(
    FaultPlace Place,
    NamePattern Name,
    NamePattern What,
    NamePattern From,
    FaultOccasion Occasion,
    FaultMoment Moment,
    FaultAction Action)
{
    /// <summary>The rule as a script's line.</summary>
    public override string ToString()
    {
        string what = What.IsAny ? "" : $" on {What}";
        string from = From.IsAny ? "" : $" from {From}";
        string occasion = Occasion == FaultOccasion.Always ? "" : $" {Occasion}";
        return $"at {(Place == FaultPlace.Actor ? "actor" : "port")} {Name}{what}{from}{occasion}{(Moment == FaultMoment.After ? " after" : "")}: {Action}";
    }
}

/// <summary>Which of the matching messages or calls are meant; counted from 1 for each actor or method by itself.</summary>
/// <param name="First">First one.</param>
/// <param name="Last">Last one.</param>
/// <param name="Every">Every how many of them, from 1.</param>
/// <param name="Chance">Probability, above 0 up to 1; drawn from the script's seed.</param>
public sealed record FaultOccasion(long First = 1, long Last = long.MaxValue, long Every = 1, double Chance = 1)
{
    /// <summary>Every time.</summary>
    public static FaultOccasion Always { get; } = new();

    /// <summary>Only the n-th time.</summary>
    public static FaultOccasion Nth(long n) => new(n, n);

    /// <summary>As it stands in a script; empty for always.</summary>
    public override string ToString() => string.Join(' ', Parts());

    internal bool Includes(long number, double drawn) =>
        number >= First && number <= Last && (number - First + 1) % Every == 0 && drawn < Chance;

    private IEnumerable<string> Parts()
    {
        if (First != 1 || Last != long.MaxValue)
        {
            yield return First == Last ? $"#{First}" : $"#{First}..{(Last == long.MaxValue ? "" : Last)}";
        }

        if (Every != 1)
        {
            yield return $"every {Every}";
        }

        if (Chance < 1)
        {
            yield return (Chance * 100).ToString("0.################", CultureInfo.InvariantCulture) + "%";
        }
    }
}
