using System.Buffers;
using System.Collections.Immutable;

namespace EdgeActors.Capture.Layout;

/// <summary>
/// Decides which objects a batch becomes. The same batch and sink always give the same keys and bytes: a retry overwrites and never
/// doubles.
/// </summary>
public sealed class BatchLayout(LayoutOptions options)
{
    private readonly CaptureKeys _keys = new(options);
    private readonly RecordWriter _records = new(options);

    /// <summary>Lays a batch out.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="referenceTo">What a record says for a key: <c>ICaptureSink.ReferenceTo</c>.</param>
    /// <param name="read">Reads payloads that go into records and are not in the capture; what it throws comes out.</param>
    /// <param name="cancelled">Ends the reads.</param>
    public async Task<BatchObjects> RenderAsync(
        CaptureBatch batch, Func<string, string> referenceTo, PayloadReader read, CancellationToken cancelled)
    {
        List<PayloadObject> payloads = [];
        List<(CapturedData Capture, ManifestDraft Draft)> divided = Divide(batch);
        foreach ((CapturedData capture, ManifestDraft draft) in divided)
        {
            PayloadObject[] own = OwnObjects(capture, draft.Folder);
            RecordItem[] items = await ItemsAsync(capture, own, referenceTo, read, cancelled);
            _records.Write(draft.Content, capture, items);
            draft.Captures.Add(capture.Number);
            draft.PayloadKeys.AddRange(own.Select(payload => payload.Key));
            payloads.AddRange(own);
        }

        return new BatchObjects([.. payloads], [.. divided.Select(static one => one.Draft).Distinct().Select(static draft => draft.Finish())]);
    }

    /// <summary>Keys of a capture's payloads that are objects of their own; needs no payload.</summary>
    public ImmutableArray<PayloadObject> Payloads(CapturedData capture) => [.. OwnObjects(capture, _keys.HourFolder(capture))];

    // First who goes where: what a manifest will take is known then, and it need not be copied time and again while it grows.
    private List<(CapturedData Capture, ManifestDraft Draft)> Divide(CaptureBatch batch)
    {
        Dictionary<string, ManifestDraft> drafts = new(StringComparer.Ordinal);
        List<(CapturedData, ManifestDraft)> divided = new(batch.Captures.Length);
        foreach (CapturedData capture in batch.Captures)
        {
            string folder = _keys.HourFolder(capture);
            if (!drafts.TryGetValue(folder, out ManifestDraft? draft))
            {
                draft = drafts[folder] = new ManifestDraft(folder);
            }

            draft.Expect(RecordWriter.SizeOf(capture));
            divided.Add((capture, draft));
        }

        return divided;
    }

    private static async Task<RecordItem[]> ItemsAsync(
        CapturedData capture, PayloadObject[] own, Func<string, string> referenceTo, PayloadReader read, CancellationToken cancelled)
    {
        RecordItem[] items = new RecordItem[capture.Items.Length];
        foreach (PayloadObject payload in own)
        {
            items[payload.ItemIndex] = new RecordItem(default, referenceTo(payload.Key));
        }

        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Reference is null)
            {
                items[i] = new RecordItem(capture.Items[i].Embedded ?? await read(capture, i, cancelled), null);
            }
        }

        return items;
    }

    private PayloadObject[] OwnObjects(CapturedData capture, string folder) =>
    [
        .. from i in Enumerable.Range(0, capture.Items.Length)
           let item = capture.Items[i]
           where item.Length > options.EmbedLimit
           select new PayloadObject(_keys.Payload(folder, capture, i), capture.Number, i, item.Length, MimeType(item)),
    ];

    private static string MimeType(CapturedItem item) => item.Kind is CaptureItemKind.InputTensor or CaptureItemKind.OutputTensor
        ? "application/octet-stream"
        : item.ContentType switch
        {
            "csv" => "text/csv",
            "json" => "application/json",
            "jpg" or "jpeg" => "image/jpeg",
            "png" => "image/png",
            _ => "application/octet-stream",
        };

    private sealed class ManifestDraft(string folder)
    {
        // A guess is worth a megabyte and no more.
        private const int MostExpected = 1 << 20;

        private int _expected;

        public string Folder => folder;

        public ArrayBufferWriter<byte> Content => field ??= new(_expected);

        public List<long> Captures { get; } = [];

        public List<string> PayloadKeys { get; } = [];

        public void Expect(int bytes) => _expected = Math.Min(_expected + Math.Min(bytes, MostExpected), MostExpected);

        public ManifestObject Finish() =>
            new(CaptureKeys.Manifest(folder, Content.WrittenSpan), Content.WrittenMemory, [.. Captures], [.. PayloadKeys]);
    }
}
