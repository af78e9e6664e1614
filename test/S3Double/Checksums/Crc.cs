namespace EdgeActors.S3Double.Checksums;

/// <summary>A reflected cyclic redundancy check of 32 or 64 bits with all bits set before and inverted after.</summary>
internal sealed class Crc
{
    private readonly ulong[] _table = new ulong[256];
    private readonly int _bytes;

    /// <param name="polynomial">Reflected: lowest bit first.</param>
    /// <param name="bytes">4 or 8.</param>
    private Crc(ulong polynomial, int bytes)
    {
        _bytes = bytes;
        for (uint i = 0; i < 256; i++)
        {
            ulong value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
            }

            _table[i] = value;
        }
    }

    public static Crc Crc32 { get; } = new(0xEDB88320, 4);

    public static Crc Crc32C { get; } = new(0x82F63B78, 4);

    public static Crc Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, 8);

    /// <summary>The check value, big-endian.</summary>
    public byte[] Compute(ReadOnlySpan<byte> data)
    {
        ulong ones = _bytes == 4 ? uint.MaxValue : ulong.MaxValue;
        ulong value = ones;
        foreach (byte b in data)
        {
            value = _table[(byte)(value ^ b)] ^ (value >> 8);
        }

        value ^= ones;
        byte[] result = new byte[_bytes];
        for (int i = 0; i < _bytes; i++)
        {
            result[i] = (byte)(value >> (8 * (_bytes - 1 - i)));
        }

        return result;
    }
}
