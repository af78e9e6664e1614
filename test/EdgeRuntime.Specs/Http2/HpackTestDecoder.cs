using System.Text;

namespace EdgeActors.Specs.Http2;

/// <summary>A plain HPACK decoder, written apart from the product's walker so that one can judge the other.</summary>
internal sealed class HpackTestDecoder
{
    private static readonly Dictionary<string, char> Symbols = HuffmanSymbols();
    private readonly HpackTestTable _table = new();

    public List<(string Name, string Value)> Decode(byte[] block)
    {
        var headers = new List<(string Name, string Value)>();
        var at = 0;
        while (at < block.Length)
        {
            var first = block[at];
            if (first >= 0x80)
            {
                headers.Add(_table[Integer(block, ref at, 7)]);
            }
            else if (first is >= 0x20 and < 0x40)
            {
                _table.Resize(Integer(block, ref at, 5));
            }
            else
            {
                var index = Integer(block, ref at, first >= 0x40 ? 6 : 4);
                var name = index > 0 ? _table[index].Name : Text(block, ref at);
                var value = Text(block, ref at);
                headers.Add((name, value));
                if (first >= 0x40)
                {
                    _table.Add(name, value);
                }
            }
        }

        return headers;
    }

    private static int Integer(byte[] block, ref int at, int bits)
    {
        var mask = (1 << bits) - 1;
        var value = block[at++] & mask;
        for (var shift = 0; value >= mask; shift += 7)
        {
            var octet = block[at++];
            value += (octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                break;
            }
        }

        return value;
    }

    private static string Text(byte[] block, ref int at)
    {
        var huffman = block[at] >= 0x80;
        var length = Integer(block, ref at, 7);
        var bytes = block.AsSpan(at, length);
        at += length;
        return huffman ? Huffman(bytes) : Encoding.Latin1.GetString(bytes);
    }

    private static string Huffman(ReadOnlySpan<byte> coded)
    {
        var text = new StringBuilder();
        var bits = "";
        foreach (var octet in coded)
        {
            foreach (var bit in Convert.ToString(octet, 2).PadLeft(8, '0'))
            {
                bits += bit;
                if (Symbols.TryGetValue(bits, out var symbol))
                {
                    text.Append(symbol);
                    bits = "";
                }
            }
        }

        return bits.Length < 8 && !bits.Contains('0') ? text.ToString() : throw new FormatException($"Bad padding '{bits}'.");
    }

    private static Dictionary<string, char> HuffmanSymbols() =>
        Enumerable.Range(0, 256).ToDictionary(symbol => HpackTestEncoder.HuffmanBits((byte)symbol), symbol => (char)symbol);
}
