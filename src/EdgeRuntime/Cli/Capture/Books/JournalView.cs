using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>What the agent's journal says of its captures.</summary>
/// <param name="Accepted">Captures that were ever answered OK.</param>
/// <param name="Stored">Of those, so many are in the sink by the journal's word.</param>
/// <param name="Failed">Given up.</param>
/// <param name="Evicted">Made room for newer ones, by policy.</param>
/// <param name="Pending">Those on their way, each once if all is well.</param>
/// <param name="PendingUnnamed">Captures on their way whose ids are in files of the spool that could not be read.</param>
/// <param name="Finished">Those whose end is still remembered, with how it was.</param>
internal sealed record JournalView(
    long Accepted,
    long Stored,
    long Failed,
    long Evicted,
    ImmutableArray<CaptureKey> Pending,
    long PendingUnnamed,
    ImmutableArray<(CaptureKey Capture, CaptureEnd End)> Finished);

/// <summary>How a capture ended.</summary>
internal enum CaptureEnd
{
    /// <summary>In the sink.</summary>
    Stored,

    /// <summary>Given up or evicted.</summary>
    NotStored,
}

/// <summary>What of the sink was found.</summary>
/// <param name="Captures">A record each: whose, and in which object.</param>
/// <param name="MissingPayloads">Objects that records refer to and that are not there, with the record's object.</param>
/// <param name="Unreadable">Objects that are no manifest of records, with the reason.</param>
internal sealed record SinkView(
    ImmutableArray<(string CaptureId, string Place)> Captures,
    ImmutableArray<(string Payload, string Place)> MissingPayloads,
    ImmutableArray<(string Place, string Reason)> Unreadable)
{
    /// <summary>An empty sink.</summary>
    public static SinkView Empty { get; } = new([], [], []);
}
