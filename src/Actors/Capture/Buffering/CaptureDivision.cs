using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>How a draft is divided between journal and spool.</summary>
/// <param name="Capture">As it goes into the journal; its number and time of acceptance are still open.</param>
/// <param name="Payloads">What goes to the spool, by index of the item.</param>
internal sealed record CaptureDivision(CapturedData Capture, ImmutableArray<(int Index, ReadOnlyMemory<byte> Data)> Payloads)
{
    /// <summary>Bytes of the journal.</summary>
    public long JournalBytes => Capture.JournalBytes;

    /// <summary>Bytes of the spool.</summary>
    public long SpoolBytes { get; } = Payloads.Sum(static payload => (long)payload.Data.Length);

    /// <summary>
    /// Items above the embed limit go to the spool; when the rest is still too much for the journal, all of them do, since a client's many small
    /// tensors would fill the journal as well as one large one.
    /// </summary>
    public static CaptureDivision Of(CaptureDraft draft, CaptureKey key, CaptureOptions options)
    {
        CaptureDivision division = Divide(draft, key, options.EmbedLimit);
        return division.JournalBytes <= options.MaxJournalBytesPerCapture ? division : Divide(draft, key, 0);
    }

    private static CaptureDivision Divide(CaptureDraft draft, CaptureKey key, int limit)
    {
        ImmutableArray<CapturedItem>.Builder items = ImmutableArray.CreateBuilder<CapturedItem>(draft.Items.Length);
        ImmutableArray<(int, ReadOnlyMemory<byte>)>.Builder payloads = ImmutableArray.CreateBuilder<(int, ReadOnlyMemory<byte>)>();
        foreach (CaptureDraftItem item in draft.Items)
        {
            bool isSpooled = item.Data.Length > limit;
            if (isSpooled)
            {
                payloads.Add((items.Count, item.Data));
            }

            // A bare null would become an empty memory here, which says "embedded, and nothing in it".
            ReadOnlyMemory<byte>? embedded = isSpooled ? (ReadOnlyMemory<byte>?)null : item.Data;
            items.Add(new CapturedItem(item.Kind, item.Name, item.ContentType, item.IsBase64, item.Data.Length, embedded));
        }

        CapturedData capture = new(
            0, draft.CaptureId, key, draft.ModelName, draft.ModelVersion, draft.InferenceTime ?? default, default, items.MoveToImmutable());
        return new CaptureDivision(capture, payloads.ToImmutable());
    }
}
