namespace EdgeActors.Storage.Checksums;

/// <summary>CRC-32 as zlib counts it, which guards the nucleus's frames and the files of zips. A table: the processor's own instruction knows another polynomial.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Bits = 8;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 1 << Bits).Select(static value => Entry((uint)value))];

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of bytes that follow those of <paramref name="before"/>; 0 when there are none before.</summary>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~before;
        foreach (byte next in bytes)
        {
            crc = Table[(byte)(crc ^ next)] ^ (crc >> Bits);
        }

        return ~crc;
    }

    private static uint Entry(uint value)
    {
        for (int bit = 0; bit < Bits; bit++)
        {
            value = (value & 1) == 1 ? Polynomial ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
