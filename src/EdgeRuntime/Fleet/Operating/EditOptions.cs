using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Operating;

/// <summary>What became of a change.</summary>
/// <param name="Document">As it is now.</param>
/// <param name="Written">The bytes that were written; null when there was nothing to change.</param>
/// <param name="Attempts">1, and one more for each time that another operator was first.</param>
internal sealed record Edit(DesiredDocument Document, byte[]? Written, int Attempts);

/// <summary>How documents are changed.</summary>
internal sealed record EditOptions
{
    /// <summary>The pause grows to <see cref="LongestPause"/> over so many attempts.</summary>
    public const int AttemptsToLongestPause = 10;

    /// <summary>How often a change is tried while others are first, 1 to 1000. Default 100.</summary>
    public int MostAttempts { get; init; } = 100;

    /// <summary>Longest pause before the next try, up to 10 s. Default 500 ms.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long devices take the document from now on, 1 h to 10 years; null to keep what it says. Default null.</summary>
    public TimeSpan? ValidFor { get; init; }

    /// <summary>Whether a signed document may be built on one that nobody signed. Default false.</summary>
    public bool AcceptUnsigned { get; init; }

    /// <summary>How long a signature may come after its document, 0 to 10 min. Default 10 s.</summary>
    public TimeSpan SealPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Who writes, for people. Default empty.</summary>
    public string Operator { get; init; } = "";

    /// <summary>Every fault of these options; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (MostAttempts is < 1 or > 1000)
        {
            yield return $"{nameof(MostAttempts)} is {MostAttempts}, must be 1 to 1000";
        }

        if (LongestPause < TimeSpan.Zero || LongestPause > TimeSpan.FromSeconds(10))
        {
            yield return $"{nameof(LongestPause)} is {LongestPause}, must be 0 to 10 s";
        }

        if (SealPatience < TimeSpan.Zero || SealPatience > TimeSpan.FromMinutes(10))
        {
            yield return $"{nameof(SealPatience)} is {SealPatience}, must be 0 to 10 min";
        }

        if (ValidFor < TimeSpan.FromHours(1) || ValidFor > TimeSpan.FromDays(3660))
        {
            yield return $"{nameof(ValidFor)} is {ValidFor}, must be 1 h to 3660 days";
        }
    }
}
