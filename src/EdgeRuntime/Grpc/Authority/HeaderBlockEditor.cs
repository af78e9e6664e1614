namespace EdgeActors.Grpc.Authority;

/// <summary>What became of a header block.</summary>
internal enum HeaderBlockEdit
{
    /// <summary>Nothing in it needed a change.</summary>
    Untouched,

    /// <summary>An authority was overwritten.</summary>
    Changed,

    /// <summary>It is no valid HPACK; the server will refuse it.</summary>
    Malformed,
}

/// <summary>
/// Overwrites, in place, an <c>:authority</c> that is no valid host name by one that is, and leaves every other byte alone.
/// </summary>
/// <remarks>
/// A plain value keeps its length, so the server's HPACK table and the client's go on in step. A Huffman-coded one is written over
/// with as many plain bytes, which is at most the decoded length: the server's entry is then smaller than the client thinks and
/// its table holds all that the client's holds and perhaps more, while indexes, which count from the newest entry, mean the same.
/// </remarks>
internal sealed class HeaderBlockEditor
{
    private const byte Filler = (byte)'x';
    private const byte HuffmanFlag = 0x80;
    private const int LongestHost = 255;

    private readonly HeaderTableShadow _table = new();

    private static ReadOnlySpan<byte> AuthorityName => ":authority"u8;

    /// <summary>Walks one whole header block, the concatenated fragments of a HEADERS frame and its CONTINUATIONs.</summary>
    public HeaderBlockEdit Edit(Span<byte> block)
    {
        var edit = HeaderBlockEdit.Untouched;
        var at = 0;
        while (at < block.Length)
        {
            var first = block[at];
            if ((first & 0x80) != 0)
            {
                if (!HpackInteger.TryRead(block, ref at, prefixBits: 7, out _))
                {
                    return HeaderBlockEdit.Malformed;
                }
            }
            else if ((first & 0xE0) == 0x20)
            {
                if (!HpackInteger.TryRead(block, ref at, prefixBits: 5, out var size) || !_table.Resize(size))
                {
                    return HeaderBlockEdit.Malformed;
                }
            }
            else
            {
                switch (EditLiteral(block, ref at))
                {
                    case HeaderBlockEdit.Malformed:
                        return HeaderBlockEdit.Malformed;
                    case HeaderBlockEdit.Changed:
                        edit = HeaderBlockEdit.Changed;
                        break;
                    default:
                        break;
                }
            }
        }

        return edit;
    }

    private HeaderBlockEdit EditLiteral(Span<byte> block, ref int at)
    {
        var start = at;
        var indexing = (block[at] & 0x40) != 0;
        if (!HpackInteger.TryRead(block, ref at, indexing ? 6 : 4, out var nameIndex))
        {
            return HeaderBlockEdit.Malformed;
        }

        var index = block[start..at];
        if (!TryReadName(block, ref at, nameIndex, out var nameLength, out var isAuthority))
        {
            return HeaderBlockEdit.Malformed;
        }

        var valueStart = at;
        if (!TryReadString(block, ref at, out var value, out var huffman))
        {
            return HeaderBlockEdit.Malformed;
        }

        var length = value.Length;
        if (huffman && (indexing || isAuthority) && (length = HpackHuffman.Decode(value, default)) < 0)
        {
            return HeaderBlockEdit.Malformed;
        }

        var tooLarge = indexing && _table.IsTooLarge(nameLength, length);
        if (indexing)
        {
            _table.Add(nameLength, length, isAuthority);
        }

        if (!isAuthority || IsHost(value, huffman) || (huffman && !TryShrink(value, length, tooLarge, index, nameIndex)))
        {
            return HeaderBlockEdit.Untouched;
        }

        block[valueStart] &= unchecked((byte)~HuffmanFlag);
        value.Fill(Filler);
        return HeaderBlockEdit.Changed;
    }

    /// <summary>
    /// Whether a Huffman-coded value may be written over with plain bytes. The server's entry must not become larger than the
    /// client's, and what was too large for the client's table must not enter the server's. Where that cannot be had, because of
    /// wasteful coding or an index far back in the table, the server refuses the stream as it would without us.
    /// </summary>
    private static bool TryShrink(ReadOnlySpan<byte> value, int length, bool tooLarge, Span<byte> index, long nameIndex)
    {
        if (value.Length > length)
        {
            return false;
        }

        if (tooLarge && index.Length == 1)
        {
            // "Not indexed", with the name as a literal or by its index in the static table.
            index[0] = (byte)(nameIndex == 0 ? 0 : HeaderTableShadow.AuthorityIndex);
            return true;
        }

        if (tooLarge && index.Length == 2 && nameIndex - 0x0F < 0x80)
        {
            (index[0], index[1]) = (0x0F, (byte)(nameIndex - 0x0F));
            return true;
        }

        return !tooLarge;
    }

    private bool TryReadName(Span<byte> block, ref int at, long nameIndex, out int length, out bool isAuthority)
    {
        (length, isAuthority) = (0, false);
        if (nameIndex > 0)
        {
            if (_table.Name(nameIndex) is not { } known)
            {
                return false;
            }

            (length, isAuthority) = known;
            return true;
        }

        if (!TryReadString(block, ref at, out var name, out var huffman))
        {
            return false;
        }

        if (!huffman)
        {
            (length, isAuthority) = (name.Length, name.SequenceEqual(AuthorityName));
            return true;
        }

        Span<byte> text = stackalloc byte[AuthorityName.Length];
        length = HpackHuffman.Decode(name, text);
        isAuthority = length == text.Length && text.SequenceEqual(AuthorityName);
        return length >= 0;
    }

    private static bool TryReadString(Span<byte> block, ref int at, out Span<byte> text, out bool huffman)
    {
        text = default;
        huffman = at < block.Length && (block[at] & HuffmanFlag) != 0;
        if (!HpackInteger.TryRead(block, ref at, prefixBits: 7, out var length) || length > block.Length - at)
        {
            return false;
        }

        text = block.Slice(at, (int)length);
        at += (int)length;
        return true;
    }

    private static bool IsHost(ReadOnlySpan<byte> value, bool huffman)
    {
        if (!huffman)
        {
            return HostName.IsValid(value);
        }

        Span<byte> text = stackalloc byte[LongestHost];
        var length = HpackHuffman.Decode(value, text);
        return length <= text.Length && HostName.IsValid(text[..length]);
    }
}
