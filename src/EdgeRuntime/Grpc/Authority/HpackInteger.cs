namespace EdgeActors.Grpc.Authority;

/// <summary>HPACK's integers (RFC 7541, 5.1).</summary>
internal static class HpackInteger
{
    private const int LargestShift = 28;

    /// <summary>Reads an integer whose first byte leaves <paramref name="prefixBits"/> bits to it.</summary>
    /// <returns>False when it is cut short or larger than anything a header block can mean.</returns>
    public static bool TryRead(ReadOnlySpan<byte> block, ref int at, int prefixBits, out long value)
    {
        value = 0;
        if (at >= block.Length)
        {
            return false;
        }

        var mask = (1 << prefixBits) - 1;
        value = block[at++] & mask;
        if (value < mask)
        {
            return true;
        }

        for (var shift = 0; shift <= LargestShift; shift += 7)
        {
            if (at >= block.Length)
            {
                return false;
            }

            var octet = block[at++];
            value += (long)(octet & 0x7F) << shift;
            if ((octet & 0x80) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
