namespace EdgeActors.Cli.Capture.Books;

/// <summary>What the comparison of journal and sink has found.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Subject">The capture, its hash where the id is not known, or the object.</param>
/// <param name="Detail">What about it, for a person.</param>
internal sealed record Finding(FindingKind Kind, string Subject, string Detail)
{
    /// <summary>Whether something was lost, is there twice, or does not add up; the others are only worth knowing.</summary>
    public bool IsFault => Kind is not (FindingKind.Foreign or FindingKind.Early or FindingKind.MadeRoom);
}

/// <summary>Kinds of findings.</summary>
internal enum FindingKind
{
    /// <summary>The journal's own numbers do not add up.</summary>
    Unbalanced,

    /// <summary>Stored by the journal's word, but not in the sink.</summary>
    Missing,

    /// <summary>In the sink more than once.</summary>
    Double,

    /// <summary>Pending twice.</summary>
    PendingTwice,

    /// <summary>Pending by the journal's word, but what the spool should have of it is not there.</summary>
    Lost,

    /// <summary>A record refers to an object that is not there.</summary>
    MissingPayload,

    /// <summary>An object that cannot be read as a manifest.</summary>
    Unreadable,

    /// <summary>In the sink, but not in these books: from before the journal, or of a capture that was given up half-way.</summary>
    Foreign,

    /// <summary>Stored by the journal's word, and not in a folder whose policy is to drop the oldest when its budget is used up.</summary>
    MadeRoom,

    /// <summary>In the sink and still pending: the journal does not know yet. It will be put again under the same key.</summary>
    Early,
}
