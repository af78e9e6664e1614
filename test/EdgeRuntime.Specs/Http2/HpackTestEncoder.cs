using System.Text;
using EdgeActors.Grpc.Authority;

namespace EdgeActors.Specs.Http2;

/// <summary>How a field is written.</summary>
internal enum HpackForm
{
    Indexing,
    WithoutIndexing,
    NeverIndexed,
}

/// <summary>An HPACK encoder in which the spec chooses every form.</summary>
internal sealed class HpackTestEncoder
{
    private static readonly string[] Codes = HuffmanCodes();
    private readonly HpackTestTable _table = new();

    public static string HuffmanBits(byte symbol) => Codes[symbol];

    /// <summary>A field as a bare index when the table has it, else as a literal.</summary>
    public byte[] Field(
        string name, string value, HpackForm form = HpackForm.WithoutIndexing, bool useIndex = false, bool nameByIndex = false, bool huffman = false)
    {
        var exact = Find(entry => entry == (name, value));
        if (useIndex && exact > 0)
        {
            return [.. Integer(0x80, 7, exact)];
        }

        var (flags, bits) = form switch
        {
            HpackForm.Indexing => ((byte)0x40, 6),
            HpackForm.NeverIndexed => ((byte)0x10, 4),
            _ => ((byte)0, 4),
        };
        var index = nameByIndex ? Find(entry => entry.Name == name) : 0;
        byte[] field = [.. Integer(flags, bits, index), .. index > 0 ? [] : Text(name, huffman), .. Text(value, huffman)];
        if (form == HpackForm.Indexing)
        {
            _table.Add(name, value);
        }

        return field;
    }

    public byte[] Resize(int size)
    {
        _table.Resize(size);
        return [.. Integer(0x20, 5, size)];
    }

    public static byte[] Text(string text, bool huffman)
    {
        var plain = Encoding.Latin1.GetBytes(text);
        var coded = Huffman(plain);

        // As every encoder does: only when it pays.
        return huffman && coded.Length <= plain.Length
            ? [.. Integer(0x80, 7, coded.Length), .. coded]
            : [.. Integer(0, 7, plain.Length), .. plain];
    }

    public static byte[] Huffman(byte[] plain)
    {
        var bits = string.Concat(plain.Select(HuffmanBits));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '1');
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    public static IEnumerable<byte> Integer(byte flags, int bits, int value)
    {
        var mask = (1 << bits) - 1;
        if (value < mask)
        {
            yield return (byte)(flags | value);
            yield break;
        }

        yield return (byte)(flags | mask);
        for (value -= mask; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }

    private int Find(Func<(string Name, string Value), bool> wanted)
    {
        // Oldest entries first, so that names by dynamic index occur too.
        for (var index = _table.Count; index > 0; index--)
        {
            if (wanted(_table[index]))
            {
                return index;
            }
        }

        return 0;
    }

    private static string[] HuffmanCodes()
    {
        var lengths = HpackHuffman.CodeLengths.ToArray();
        var codes = new string[lengths.Length];
        var (code, before) = (0L, 0);
        foreach (var symbol in Enumerable.Range(0, lengths.Length).OrderBy(symbol => lengths[symbol]).ThenBy(symbol => symbol))
        {
            code <<= lengths[symbol] - before;
            before = lengths[symbol];
            codes[symbol] = Convert.ToString(code++, 2).PadLeft(before, '0');
        }

        return codes;
    }
}
