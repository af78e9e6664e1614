using System.Collections.Immutable;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.Journal;

namespace EdgeActors.Capture.Journal;

/// <summary>The parts that the messages of the journal share: captures, references, keys.</summary>
internal static class CapturedMapper
{
    public static Wire.Captured ToWire(CapturedData capture) => new()
    {
        Number = capture.Number,
        CaptureId = capture.CaptureId,
        ModelName = capture.ModelName,
        ModelVersion = capture.ModelVersion,
        InferenceTicks = capture.InferenceTime.UtcTicks,
        AcceptedTicks = capture.AcceptedAt.UtcTicks,
        Items = { capture.Items.Select(ToWire) },
    };

    public static CapturedData FromWire(Wire.Captured capture) => new(
        capture.Number,
        capture.CaptureId,
        capture.ModelName,
        capture.ModelVersion,
        new DateTimeOffset(capture.InferenceTicks, TimeSpan.Zero),
        new DateTimeOffset(capture.AcceptedTicks, TimeSpan.Zero),
        [.. capture.Items.Select(FromWire)]);

    public static Wire.CaptureRef ToWire(CaptureRef capture) => new() { Number = capture.Number, Key = ToWire([capture.Key]) };

    public static CaptureRef FromWire(Wire.CaptureRef capture) => new(capture.Number, CaptureKey.Read(capture.Key.Span));

    public static ByteString ToWire(ImmutableArray<CaptureKey> keys) => Packed(keys, CaptureKey.Size, static (key, bytes) => key.Write(bytes));

    public static ByteString KeysOf(ImmutableArray<FinishedCapture> finished) =>
        Packed(finished, CaptureKey.Size, static (one, bytes) => one.Key.Write(bytes));

    public static ByteString StatusesOf(ImmutableArray<FinishedCapture> finished) =>
        Packed(finished, 1, static (one, bytes) => bytes[0] = (byte)one.Status);

    public static ImmutableArray<CaptureKey> FromWire(ByteString keys)
    {
        ImmutableArray<CaptureKey>.Builder read = ImmutableArray.CreateBuilder<CaptureKey>(keys.Length / CaptureKey.Size);
        for (int at = 0; at + CaptureKey.Size <= keys.Length; at += CaptureKey.Size)
        {
            read.Add(CaptureKey.Read(keys.Span[at..]));
        }

        return read.MoveToImmutable();
    }

    private static ByteString Packed<T>(ImmutableArray<T> all, int size, Action<T, Span<byte>> write)
    {
        byte[] bytes = new byte[all.Length * size];
        for (int i = 0; i < all.Length; i++)
        {
            write(all[i], bytes.AsSpan(i * size, size));
        }

        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    private static Wire.Item ToWire(CapturedItem item)
    {
        Wire.Item wire = new()
        {
            Kind = (int)item.Kind,
            Name = item.Name,
            ContentType = item.ContentType,
            IsBase64 = item.IsBase64,
            Length = item.Length,
        };
        if (item.Embedded is { } data)
        {
            wire.Embedded = UnsafeByteOperations.UnsafeWrap(data);
        }

        return wire;
    }

    private static CapturedItem FromWire(Wire.Item item) => new(
        (CaptureItemKind)item.Kind,
        item.Name,
        item.ContentType,
        item.IsBase64,
        item.Length,
        item.HasEmbedded ? item.Embedded.Memory : (ReadOnlyMemory<byte>?)null);
}
