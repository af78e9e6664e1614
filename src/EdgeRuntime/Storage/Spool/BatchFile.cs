using System.Collections.Immutable;
using EdgeActors.Capture;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.Spool;

/// <summary>
/// The file of a sealed batch: mark, length of head and body; a head with number, age and the captures' numbers and ids, readable without
/// the body; its CRC; the body with the captures; its CRC.
/// </summary>
internal static class BatchFile
{
    private const int FixedLength = 24;
    private const int LeastItem = 34;
    private const int LeastId = 16;
    private const long Mark = 0x3154_4142_4145; // "EABAT1"

    /// <summary>The whole file.</summary>
    public static byte[] Encode(CaptureBatch batch)
    {
        FrameWriter head = new FrameWriter()
            .Number(batch.Number)
            .Number(batch.Captures.Min(capture => capture.AcceptedAt).UtcTicks)
            .Number(batch.Captures.Length);
        FrameWriter body = new();
        foreach (CapturedData capture in batch.Captures)
        {
            head.Number(capture.Number).Text(capture.CaptureId);
            Encode(body, capture);
        }

        FrameWriter file = new FrameWriter().Number(Mark).Number(head.Written.Length).Number(body.Written.Length).Raw(head.Written);
        byte[] crc = Crc32C.Of(file.Written);
        return file.Raw(crc).Raw(body.Written).Raw(Crc32C.Of(body.Written)).Written.ToArray();
    }

    /// <summary>Reads the head alone.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or its head not whole.</exception>
    public static SealedBatch ReadHead(OpenedFile file, long number)
    {
        (byte[] start, int headLength, _) = Lengths(file);
        byte[] head = CaptureFile.ReadExactly(file, FixedLength, headLength);
        uint crc = Crc32C.Append(Crc32C.Append(Crc32C.Start, start), head);
        if (!Crc32C.Stored(crc).AsSpan().SequenceEqual(CaptureFile.ReadExactly(file, FixedLength + headLength, Crc32C.Size)))
        {
            throw new InvalidDataException("a head that fails its CRC");
        }

        FrameReader reader = new(head);
        long told = reader.Number();
        DateTimeOffset oldest = reader.Time();
        int count = reader.Count(LeastId);
        ImmutableArray<(long, string)>.Builder captures = ImmutableArray.CreateBuilder<(long, string)>(count);
        for (int i = 0; i < count; i++)
        {
            captures.Add((reader.Number(), reader.Text()));
        }

        return told == number && reader.AtEnd
            ? new SealedBatch(number, file.Length, oldest, captures.MoveToImmutable())
            : throw new InvalidDataException("another number, or bytes behind the head");
    }

    /// <summary>Reads the whole batch.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or not whole.</exception>
    public static CaptureBatch Read(OpenedFile file, long number)
    {
        SealedBatch head = ReadHead(file, number);
        (_, int headLength, int bodyLength) = Lengths(file);
        long start = FixedLength + headLength + Crc32C.Size;
        byte[] body = CaptureFile.ReadExactly(file, start, bodyLength);
        if (!Crc32C.Of(body).AsSpan().SequenceEqual(CaptureFile.ReadExactly(file, start + bodyLength, Crc32C.Size)))
        {
            throw new InvalidDataException("a body that fails its CRC");
        }

        FrameReader reader = new(body);
        ImmutableArray<CapturedData>.Builder captures = ImmutableArray.CreateBuilder<CapturedData>(head.Captures.Length);
        for (int i = 0; i < head.Captures.Length; i++)
        {
            captures.Add(Decode(ref reader));
        }

        return reader.AtEnd ? new CaptureBatch(number, captures.MoveToImmutable()) : throw new InvalidDataException("bytes behind the body");
    }

    private static (byte[] Start, int Head, int Body) Lengths(OpenedFile file)
    {
        byte[] start = CaptureFile.ReadExactly(file, 0, FixedLength);
        FrameReader reader = new(start);
        bool marked = reader.Number() == Mark;
        long head = reader.Number();
        long body = reader.Number();
        bool fits = head is >= 0 and <= int.MaxValue && body is >= 0 and <= int.MaxValue
            && FixedLength + head + Crc32C.Size + body + Crc32C.Size == file.Length;
        return marked && fits ? (start, (int)head, (int)body) : throw new InvalidDataException("another mark or length");
    }

    private static void Encode(FrameWriter body, CapturedData capture)
    {
        body.Number(capture.Number).Text(capture.CaptureId).Text(capture.ModelName).Text(capture.ModelVersion)
            .Number(capture.InferenceTime.UtcTicks).Number(capture.AcceptedAt.UtcTicks).Number(capture.Items.Length);
        foreach (CapturedItem item in capture.Items)
        {
            body.Number((long)item.Kind).Text(item.Name).Text(item.ContentType).Flag(item.IsBase64)
                .Number(item.Length).Flag(item.Embedded is not null).Raw((item.Embedded ?? default).Span);
        }
    }

    private static CapturedData Decode(ref FrameReader reader)
    {
        long number = reader.Number();
        (string id, string model, string version) = (reader.Text(), reader.Text(), reader.Text());
        (DateTimeOffset inference, DateTimeOffset accepted) = (reader.Time(), reader.Time());
        int count = reader.Count(LeastItem);
        ImmutableArray<CapturedItem>.Builder items = ImmutableArray.CreateBuilder<CapturedItem>(count);
        for (int i = 0; i < count; i++)
        {
            items.Add(DecodeItem(ref reader));
        }

        return new CapturedData(number, id, model, version, inference, accepted, items.MoveToImmutable());
    }

    private static CapturedItem DecodeItem(ref FrameReader reader)
    {
        long kind = reader.Number();
        (string name, string type, bool base64) = (reader.Text(), reader.Text(), reader.Flag());
        long length = reader.Number();
        bool embedded = reader.Flag();
        if (kind is < 0 or > (long)CaptureItemKind.AuxiliaryOutput || length < 0 || (embedded && length > int.MaxValue))
        {
            throw new InvalidDataException($"an item of kind {kind} and {length} bytes");
        }

        // The cast matters: a bare null would become an empty payload by way of the conversion from arrays.
        ReadOnlyMemory<byte>? data = embedded ? reader.Raw((int)length).ToArray() : (ReadOnlyMemory<byte>?)null;
        return new CapturedItem((CaptureItemKind)kind, name, type, base64, length, data);
    }
}
