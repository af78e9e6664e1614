using System.Collections.Immutable;
using System.Text;
using EdgeActors.Capture;
using EdgeActors.Capture.Layout;

namespace EdgeActors.Specs.Capture.Layout;

/// <summary>Captures and layouts to start from.</summary>
internal static class Captures
{
    public static DateTimeOffset Time { get; } = new(2026, 3, 1, 23, 59, 58, TimeSpan.Zero);

    public static LayoutOptions Options { get; } = new() { FleetName = "fleet-1", DeviceName = "device-7" };

    public static CapturedData One(long number = 1, string id = "id-1", string model = "net", DateTimeOffset? at = null, params CapturedItem[] items) =>
        new(number, id, model, "1.0", at ?? Time, Time, [.. items]);

    public static CapturedItem Item(CaptureItemKind kind, int length, string type = "Tensor[UINT8; 4]", bool base64 = false) =>
        Item(kind, [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))], type, base64);

    public static CapturedItem Item(CaptureItemKind kind, string text, string type, bool base64 = false) =>
        Item(kind, Encoding.UTF8.GetBytes(text), type, base64);

    public static CapturedItem Item(CaptureItemKind kind, byte[] data, string type, bool base64 = false) =>
        new(kind, "x", type, base64, data.Length, data);

    public static Task<BatchObjects> Render(this LayoutOptions options, params ImmutableArray<CapturedData> captures) =>
        new BatchLayout(options).RenderAsync(new CaptureBatch(1, captures), key => "s3://bucket/" + key, NothingSpooled, CancellationToken.None);

    public static async Task<string> RecordOf(this LayoutOptions options, CapturedData capture) =>
        Encoding.UTF8.GetString(Assert.Single((await options.Render(capture)).Manifests).Content.Span);

    private static ValueTask<ReadOnlyMemory<byte>> NothingSpooled(CapturedData capture, int index, CancellationToken cancelled) =>
        throw new InvalidOperationException($"item {index} was expected in the capture");
}
