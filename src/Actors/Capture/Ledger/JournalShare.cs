using System.Collections.Immutable;
using System.Text;

namespace EdgeActors.Capture.Ledger;

/// <summary>How many bytes of the journal a capture or an event takes: an upper estimate, made without serialising.</summary>
internal static class JournalShare
{
    /// <summary>Of a row besides its payload: columns, index entry, page overhead.</summary>
    public const int Row = 120;

    private const int Capture = 64;
    private const int Item = 32;

    /// <summary>Of a capture with its embedded payloads, the row included.</summary>
    public static long Of(string captureId, string modelName, string modelVersion, ImmutableArray<CapturedItem> items)
    {
        long bytes = Row + Capture + Text(captureId) + Text(modelName) + Text(modelVersion);
        foreach (CapturedItem item in items)
        {
            bytes += Item + Text(item.Name) + Text(item.ContentType) + (item.Embedded?.Length ?? 0);
        }

        return bytes;
    }

    /// <summary>Of an event that names so many captures, the row included.</summary>
    public static long OfRefs(int captures) => Row + (40L * captures);

    /// <summary>Bytes of payload, wherever it is.</summary>
    public static long Payload(CapturedData capture) => capture.Items.Sum(static item => item.Length);

    /// <summary>Whether some of its payload is in the spool.</summary>
    public static bool IsSpooled(CapturedData capture) => IsSpooled(capture.Items);

    private static bool IsSpooled(ImmutableArray<CapturedItem> items)
    {
        foreach (CapturedItem item in items)
        {
            if (item.Embedded is null)
            {
                return true;
            }
        }

        return false;
    }

    private static int Text(string text) => Encoding.UTF8.GetByteCount(text);
}
