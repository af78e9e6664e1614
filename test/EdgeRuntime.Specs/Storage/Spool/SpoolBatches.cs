using EdgeActors.Capture;

namespace EdgeActors.Specs.Storage.Spool;

/// <summary>Batches to seal, and their comparison.</summary>
internal static class SpoolBatches
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static CaptureBatch Of(long number, params long[] captures) => new(number, [.. captures.Select(One)]);

    /// <summary>A text that tells batches with the same content apart from others; records compare their arrays by reference.</summary>
    public static string Text(CaptureBatch batch) => string.Join('\n', batch.Captures.Select(c =>
        $"{batch.Number} {c.Number} {c.CaptureId} {c.ModelName} {c.ModelVersion} {c.InferenceTime:O} {c.AcceptedAt:O} " +
        string.Join(',', c.Items.Select(i => $"{i.Kind} {i.Name} {i.ContentType} {i.IsBase64} {i.Length} {Bytes(i)}"))));

    private static string Bytes(CapturedItem item) => item.Embedded is { } data ? Convert.ToHexString(data.Span) : "spooled";

    private static CapturedData One(long number) => new(number, $"id {number} é", "net", "1.0", Time, Time.AddSeconds(-number),
    [
        new(CaptureItemKind.InputTensor, "in", "Tensor[UINT8; 2]", false, 2, new byte[] { 1, (byte)number }),
        new(CaptureItemKind.AuxiliaryOutput, "out", "json", true, 5000, null),
    ]);
}
