using System.Collections.Immutable;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.Spool;

/// <summary>
/// The file of a capture's payloads: mark, number, count, then index and length of each, a CRC of all that; then each payload with its CRC.
/// </summary>
/// <param name="Payloads">By index of the item: where it begins and how long it is.</param>
internal sealed record CaptureFile(ImmutableDictionary<int, (long Offset, long Length)> Payloads)
{
    private const int ChunkLength = 64 << 10;
    private const int FixedLength = 24;
    private const int EntryLength = 16;
    private const long Mark = 0x3150_4143_4145; // "EACAP1"

    /// <summary>Bytes of the file for these payloads.</summary>
    public static long LengthFor(IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> payloads) =>
        FixedLength + Crc32C.Size + payloads.Sum(p => EntryLength + Crc32C.Size + (long)p.Data.Length);

    /// <summary>Writes the file.</summary>
    public static void Write(
        DurableFile file, long number, IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> payloads, CancellationToken cancelled)
    {
        FrameWriter head = new FrameWriter().Number(Mark).Number(number).Number(payloads.Count);
        foreach ((int index, ReadOnlyMemory<byte> data) in payloads)
        {
            head.Number(index).Number(data.Length);
        }

        file.Write(head.Written);
        file.Write(Crc32C.Of(head.Written));
        foreach ((_, ReadOnlyMemory<byte> data) in payloads)
        {
            cancelled.ThrowIfCancellationRequested();
            file.Write(data.Span);
            file.Write(Crc32C.Of(data.Span));
        }
    }

    /// <summary>Reads the head; the payloads themselves are checked by <see cref="Verify"/>.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or not whole.</exception>
    public static CaptureFile ReadHead(OpenedFile file, long number)
    {
        byte[] start = ReadExactly(file, 0, FixedLength);
        FrameReader fixedPart = new(start);
        if (fixedPart.Number() != Mark || fixedPart.Number() != number)
        {
            throw new InvalidDataException("another mark or number");
        }

        long count = fixedPart.Number();
        if (count < 0 || count > (file.Length - FixedLength - Crc32C.Size) / EntryLength)
        {
            throw new InvalidDataException($"a count of {count}");
        }

        int headLength = FixedLength + ((int)count * EntryLength);
        byte[] head = ReadExactly(file, 0, headLength);
        if (!Crc32C.Of(head).AsSpan().SequenceEqual(ReadExactly(file, headLength, Crc32C.Size)))
        {
            throw new InvalidDataException("a head that fails its CRC");
        }

        return new CaptureFile(Places(head.AsSpan(FixedLength), (int)count, headLength + Crc32C.Size, file.Length));
    }

    /// <summary>Reads a payload once and compares its CRC.</summary>
    /// <exception cref="InvalidDataException">It differs.</exception>
    public static void Verify(OpenedFile file, long offset, long length)
    {
        byte[] chunk = new byte[(int)Math.Min(length, ChunkLength)];
        uint crc = Crc32C.Start;
        for (long done = 0; done < length; done += chunk.Length)
        {
            Span<byte> part = chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - done));
            if (file.Read(part, offset + done) != part.Length)
            {
                throw new InvalidDataException("a payload that ends early");
            }

            crc = Crc32C.Append(crc, part);
        }

        if (!Crc32C.Stored(crc).AsSpan().SequenceEqual(ReadExactly(file, offset + length, Crc32C.Size)))
        {
            throw new InvalidDataException("a payload that fails its CRC");
        }
    }

    /// <summary>Reads so many bytes or finds the file too short.</summary>
    public static byte[] ReadExactly(OpenedFile file, long offset, int length)
    {
        byte[] bytes = new byte[length];
        return file.Read(bytes, offset) == length ? bytes : throw new InvalidDataException("an early end");
    }

    private static ImmutableDictionary<int, (long Offset, long Length)> Places(ReadOnlySpan<byte> entries, int count, long offset, long fileLength)
    {
        FrameReader reader = new(entries);
        ImmutableDictionary<int, (long, long)>.Builder places = ImmutableDictionary.CreateBuilder<int, (long, long)>();
        for (int i = 0; i < count; i++)
        {
            long index = reader.Number();
            long length = reader.Number();
            if (length < 0 || length > fileLength - offset || places.ContainsKey((int)index))
            {
                throw new InvalidDataException($"a payload {index} of {length} bytes");
            }

            places.Add((int)index, (offset, length));
            offset += length + Crc32C.Size;
        }

        return offset == fileLength ? places.ToImmutable() : throw new InvalidDataException($"{fileLength} bytes where {offset} are due");
    }
}
