using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace EdgeActors.Records;

/// <summary>
/// A CRC-32C behind every record, because a database notices a flipped bit in its own structure only, never in what it stores. It has the form of a
/// field that no record knows (2047, fixed 32 bits), so that whatever reads records skips it. Records without one are read as they are.
/// </summary>
internal static class RecordSeal
{
    /// <summary>Bytes behind a record.</summary>
    public const int Size = 6;

    private const int TagSize = 2;

    private static ReadOnlySpan<byte> Tag => [0xFD, 0x7F];

    /// <summary>The record's bytes with the seal behind them.</summary>
    public static byte[] Write(IMessage record)
    {
        int size = record.CalculateSize();
        byte[] bytes = new byte[size + Size];
        record.WriteTo(bytes.AsSpan(0, size));
        Tag.CopyTo(bytes.AsSpan(size));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(size + TagSize), Crc(bytes.AsSpan(0, size)));
        return bytes;
    }

    /// <summary>Whether there is a seal that matches.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.Length >= Size && bytes[^Size..].StartsWith(Tag) && !IsBroken(bytes);

    /// <summary>Whether there is a seal that the bytes in front of it do not match.</summary>
    public static bool IsBroken(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Size
        && bytes[^Size..].StartsWith(Tag)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[^(Size - TagSize)..]) != Crc(bytes[..^Size]);

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}

/// <summary>Stands for a record whose bytes are damaged, so that one of them does not keep all others from being recovered.</summary>
/// <param name="Manifest">What it was.</param>
/// <param name="Bytes">How long it was.</param>
public sealed record DamagedRecord(string Manifest, int Bytes)
{
    /// <summary>What of it is not damaged; null when nothing is, or when it cannot be told.</summary>
    public object? Intact { get; init; }
}
