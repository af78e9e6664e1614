namespace EdgeActors.Grpc.Authority;

/// <summary>
/// Decodes HPACK's Huffman code (RFC 7541, appendix B). The code is canonical, so the lengths of its 257 symbols say it all.
/// </summary>
internal static class HpackHuffman
{
    private const int EndOfString = 256;
    private const int ShortestCode = 5;
    private const int LongestCode = 30;

    private static readonly int[] FirstCode = new int[LongestCode + 1];
    private static readonly int[] FirstRank = new int[LongestCode + 1];
    private static readonly int[] Count = new int[LongestCode + 1];
    private static readonly short[] ByRank = new short[EndOfString + 1];

    static HpackHuffman()
    {
        var (code, rank) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            code <<= 1;
            (FirstCode[length], FirstRank[length]) = (code, rank);
            for (var symbol = 0; symbol < CodeLengths.Length; symbol++)
            {
                if (CodeLengths[symbol] == length)
                {
                    ByRank[rank++] = (short)symbol;
                    code++;
                }
            }

            Count[length] = code - FirstCode[length];
        }
    }

    /// <summary>Bits of the code of each byte value and of the end of the string.</summary>
    internal static ReadOnlySpan<byte> CodeLengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>Decodes as much as fits into <paramref name="text"/>.</summary>
    /// <returns>The length of the whole text, or -1 when it is malformed.</returns>
    public static int Decode(ReadOnlySpan<byte> coded, Span<byte> text)
    {
        var (code, bits, length) = (0, 0, 0);
        foreach (var octet in coded)
        {
            for (var shift = 7; shift >= 0; shift--)
            {
                code = (code << 1) | ((octet >> shift) & 1);
                bits++;
                var rank = bits < ShortestCode ? -1 : code - FirstCode[bits];
                if ((uint)rank < (uint)Count[bits])
                {
                    var symbol = ByRank[FirstRank[bits] + rank];
                    if (symbol == EndOfString)
                    {
                        return -1;
                    }

                    if (length < text.Length)
                    {
                        text[length] = (byte)symbol;
                    }

                    length++;
                    (code, bits) = (0, 0);
                }
                else if (bits == LongestCode)
                {
                    return -1;
                }
            }
        }

        // Padding is the beginning of the end-of-string code: up to seven ones.
        return bits <= 7 && code == (1 << bits) - 1 ? length : -1;
    }
}
