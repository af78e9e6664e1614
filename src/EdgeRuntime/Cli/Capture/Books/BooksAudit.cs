using System.Globalization;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>
/// Holds the journal against the sink: <c>accepted = stored + failed + evicted + pending</c>, what is stored is there, and each capture is
/// there once. Pure.
/// </summary>
internal static class BooksAudit
{
    /// <summary>Every finding, faults first; none at all when the books balance.</summary>
    /// <param name="journal">What the journal says.</param>
    /// <param name="sink">What the sink holds of this device.</param>
    /// <param name="makesRoom">Whether the sink removes the oldest by itself when its budget is used up.</param>
    public static IReadOnlyList<Finding> Compare(JournalView journal, SinkView sink, bool makesRoom = false)
    {
        FindingKind absent = makesRoom ? FindingKind.MadeRoom : FindingKind.Missing;
        List<Finding> findings = [.. OfTheJournal(journal), .. OfTheSink(sink)];
        Dictionary<CaptureKey, string> there = [];
        foreach ((string id, _) in sink.Captures)
        {
            there.TryAdd(CaptureKey.Of(id), id);
        }

        HashSet<CaptureKey> pending = [.. journal.Pending];
        HashSet<CaptureKey> stored = [.. journal.Finished.Where(one => one.End == CaptureEnd.Stored).Select(one => one.Capture)];
        HashSet<CaptureKey> notStored = [.. journal.Finished.Where(one => one.End == CaptureEnd.NotStored).Select(one => one.Capture)];
        CaptureKey[] missing = [.. stored.Where(hash => !there.ContainsKey(hash)).OrderBy(Name, StringComparer.Ordinal)];
        findings.AddRange(missing.Select(hash =>
            new Finding(absent, Name(hash), "(hash of an id) is stored by the journal's word, and the sink does not have it")));

        // Ends are forgotten in time, so what the sink should hold of the forgotten ones is known by number only.
        string[] unknown = [.. there.Where(one => !pending.Contains(one.Key) && !stored.Contains(one.Key) && !notStored.Contains(one.Key)).Select(one => one.Value)];
        long forgotten = journal.Stored - stored.Count;
        if (unknown.Length < forgotten)
        {
            findings.Add(new Finding(
                absent,
                Number(forgotten - unknown.Length),
                $"of {Number(forgotten)} stored captures whose ids are forgotten, the sink has only {unknown.Length}; an id that was used again "
                + "after it was forgotten counts once there"));
        }
        else if (unknown.Length > forgotten)
        {
            findings.Add(new Finding(
                FindingKind.Foreign,
                Number(unknown.Length - forgotten),
                "captures are in the sink that these books do not know: from before this journal, or of a capture that was evicted long ago"));
        }

        findings.AddRange(there.Where(one => pending.Contains(one.Key)).Select(one =>
            new Finding(FindingKind.Early, one.Value, "is in the sink and still pending; it goes again under the same key")));
        findings.AddRange(there.Where(one => notStored.Contains(one.Key)).Select(one =>
            new Finding(FindingKind.Foreign, one.Value, "is in the sink, although it was given up or evicted")));
        return [.. findings.OrderBy(finding => finding.IsFault ? 0 : 1)];
    }

    /// <summary>What is wrong with a sink on its own, for an agent without a journal.</summary>
    public static IEnumerable<Finding> OfTheSink(SinkView sink)
    {
        foreach (IGrouping<string, string> capture in sink.Captures.GroupBy(one => one.CaptureId, one => one.Place, StringComparer.Ordinal))
        {
            if (capture.Count() > 1)
            {
                yield return new Finding(FindingKind.Double, capture.Key, $"is in the sink {capture.Count()} times: {string.Join(", ", capture.Order(StringComparer.Ordinal))}");
            }
        }

        foreach ((string payload, string place) in sink.MissingPayloads)
        {
            yield return new Finding(FindingKind.MissingPayload, payload, $"is not there, but {place} refers to it");
        }

        foreach ((string place, string reason) in sink.Unreadable)
        {
            yield return new Finding(FindingKind.Unreadable, place, reason);
        }
    }

    private static IEnumerable<Finding> OfTheJournal(JournalView journal)
    {
        long ended = journal.Stored + journal.Failed + journal.Evicted;
        long pending = journal.Pending.Length + journal.PendingUnnamed;
        if (journal.Accepted != ended + pending)
        {
            yield return new Finding(
                FindingKind.Unbalanced,
                Number(journal.Accepted - ended - pending),
                $"accepted {Number(journal.Accepted)} is not stored {Number(journal.Stored)} + failed {Number(journal.Failed)} + evicted {Number(journal.Evicted)} + pending {Number(pending)}");
        }

        foreach (IGrouping<CaptureKey, CaptureKey> capture in journal.Pending.GroupBy(hash => hash).Where(group => group.Count() > 1))
        {
            yield return new Finding(FindingKind.PendingTwice, Name(capture.Key), $"is pending {capture.Count()} times");
        }
    }

    /// <summary>How a capture is called whose id is not known.</summary>
    public static string Name(CaptureKey key) => $"{key.High:x16}{key.Low:x16}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
