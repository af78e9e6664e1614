namespace EdgeActors.Doctor;

/// <summary>How to look.</summary>
internal sealed record DoctorOptions
{
    /// <summary>Least seconds of <see cref="TimeBox"/>.</summary>
    public const int LeastSeconds = 1;

    /// <summary>Most seconds of <see cref="TimeBox"/>.</summary>
    public const int MostSeconds = 60;

    // Keys, then a question to the bucket, then an object for it.
    private const int BoxesOfCheck = 4;

    /// <summary>How long one thing that is asked may take to answer, 1 to 60 s. Default 5 s.</summary>
    public TimeSpan TimeBox { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a whole check may take: four times as long.</summary>
    public TimeSpan LongestCheck => TimeBox * BoxesOfCheck;

    /// <summary>Whether a small object may be put into the bucket. It stays there, since devices may not delete. Default false.</summary>
    public bool WriteBucket { get; init; }

    /// <summary>The areas to look at; empty for all. Default all.</summary>
    public IReadOnlyList<Area> Only { get; init; } = [];
}
