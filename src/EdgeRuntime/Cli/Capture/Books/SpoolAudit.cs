using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>Holds what the journal says is pending against the files of the spool. Pure but for the two questions it asks.</summary>
/// <param name="hasBatch">Whether a batch's file is there.</param>
/// <param name="hasCapture">Whether a capture's payloads are there.</param>
internal sealed class SpoolAudit(Func<long, bool> hasBatch, Func<long, bool> hasCapture)
{
    /// <summary>Captures that are pending and whose data are gone, each with the file that should have them.</summary>
    public IReadOnlyDictionary<CaptureRef, string> Missing(CaptureState state)
    {
        Dictionary<CaptureRef, string> missing = [];
        foreach (PendingBatch batch in state.Batches.Where(batch => batch.IsSealed && !hasBatch(batch.File)))
        {
            foreach (PendingCapture capture in batch.Captures)
            {
                missing[capture.Ref] = $"spool/batches/{batch.File}.batch";
            }
        }

        IEnumerable<CapturedData> inJournal =
            state.Waiting.Concat(state.Batches.SelectMany(batch => batch.Captures).Select(capture => capture.Data).OfType<CapturedData>());
        foreach (CapturedData capture in inJournal.Where(one => one.Items.Any(item => item.Embedded is null) && !hasCapture(one.Number)))
        {
            missing[new CaptureRef(capture.Number, capture.Key)] = $"spool/captures/{capture.Number}.capture";
        }

        return missing;
    }

    /// <summary>
    /// What is missing by a first look and by a later one as well: files of captures that were finished in between are gone rightly.
    /// </summary>
    /// <param name="first">By the journal as it was.</param>
    /// <param name="later">By the journal as it is now.</param>
    /// <param name="ids">Ids of captures that are in the journal; the others are named by their keys.</param>
    public static IEnumerable<Finding> Lost(
        IReadOnlyDictionary<CaptureRef, string> first, IReadOnlyDictionary<CaptureRef, string> later, IReadOnlyDictionary<CaptureKey, string> ids) =>
        from one in later
        where first.ContainsKey(one.Key)
        orderby one.Key.Number
        select new Finding(
            FindingKind.Lost,
            ids.GetValueOrDefault(one.Key.Key) ?? BooksAudit.Name(one.Key.Key),
            $"is pending, and {one.Value}, which has its data, is not there");
}
