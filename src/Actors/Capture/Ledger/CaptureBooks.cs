namespace EdgeActors.Capture.Ledger;

/// <summary>
/// The books of a device since its journal began. At all times
/// <c>Accepted = Stored + Failed + Evicted + pending</c>.
/// </summary>
/// <param name="Accepted">Captures that were answered OK, and those found in the spool after a loss of the journal.</param>
/// <param name="Stored">The sink has them.</param>
/// <param name="Failed">Given up, those lost by damage included.</param>
/// <param name="Evicted">Made room for newer ones.</param>
/// <param name="Lost">Of the failed: lost by damage of files.</param>
public readonly record struct CaptureBooks(long Accepted, long Stored, long Failed, long Evicted, long Lost);
