namespace EdgeActors.Greengrass.Ipc;

/// <summary>CRC-32 as zlib counts it, which guards the nucleus's frames. A table: the processor's own instruction knows another polynomial.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Bits = 8;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 1 << Bits).Select(static value => Entry((uint)value))];

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
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
