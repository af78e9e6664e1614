using System.Collections.Immutable;

namespace EdgeActors.Upload;

/// <summary>How an attempt to deliver a batch ended.</summary>
/// <param name="End">What to do next.</param>
/// <param name="Captures">
/// Captures that were refused or cannot be read, together what belongs to one object: set aside as a whole a refused manifest keeps its key.
/// </param>
/// <param name="Manifest">Whether it was a manifest that was refused.</param>
/// <param name="Stored">Objects that the sink took in this attempt.</param>
/// <param name="Manifests">Manifests among them.</param>
/// <param name="Reason">For the log.</param>
/// <param name="RetryAfter">When the sink asked for a pause.</param>
internal sealed record PutOutcome(
    PutEnd End, ImmutableArray<ImmutableArray<long>> Captures, bool Manifest, int Stored, int Manifests, string Reason, TimeSpan? RetryAfter)
{
    /// <summary>The longest pause that makes sense, when the failure cost nobody anything.</summary>
    public TimeSpan? RetryWithin { get; init; }

    /// <summary>Whether the sink is in order, as far as this attempt shows.</summary>
    public bool IsTaken => End == PutEnd.Stored || (End != PutEnd.Unavailable && Stored > 0);

    /// <summary>Of the results of some puts; the worst decides: what cannot be read, then what is out of order, then what is refused.</summary>
    public static PutOutcome Of(IReadOnlyCollection<PutResult> results, bool manifest)
    {
        int stored = results.Count(static put => put.Result.Outcome == SinkOutcome.Stored);
        PutOutcome outcome = new(PutEnd.Stored, [], manifest, stored, manifest ? stored : 0, "", null);
        return Worst(results, SinkOutcome.Unreadable, PutEnd.Unreadable, outcome)
            ?? Worst(results, SinkOutcome.Unavailable, PutEnd.Unavailable, outcome)
            ?? Worst(results, SinkOutcome.Refused, PutEnd.Refused, outcome)
            ?? outcome;
    }

    /// <summary>Nothing was put, because the batch could not be opened.</summary>
    public static PutOutcome NotOpened(PutEnd end, ImmutableArray<long> captures, string reason) => new(end, captures.IsEmpty ? [] : [captures], false, 0, 0, reason, null);

    private static PutOutcome? Worst(IReadOnlyCollection<PutResult> results, SinkOutcome which, PutEnd end, PutOutcome outcome)
    {
        PutResult[] bad = [.. results.Where(put => put.Result.Outcome == which)];
        return bad.Length == 0 ? null : outcome with
        {
            End = end,
            Captures = [.. bad.Select(static put => put.Captures).DistinctBy(static captures => captures[0]).OrderBy(static captures => captures[0])],
            Reason = bad[0].Result.Reason,
            RetryAfter = bad.Max(static put => put.Result.RetryAfter),
            RetryWithin = bad.All(static put => put.Result.RetryWithin is not null) ? bad.Min(static put => put.Result.RetryWithin) : null,
        };
    }
}

/// <summary>One put's result and whose data it was.</summary>
internal sealed record PutResult(ImmutableArray<long> Captures, SinkResult Result);

/// <summary>How an attempt ended.</summary>
internal enum PutEnd
{
    /// <summary>All of it is there.</summary>
    Stored,

    /// <summary>Not now.</summary>
    Unavailable,

    /// <summary>Some objects are refused.</summary>
    Refused,

    /// <summary>Some captures cannot be read.</summary>
    Unreadable,
}
