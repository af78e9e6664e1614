using System.Globalization;
using System.Text;

namespace EdgeActors.NumPy;

/// <summary>The header of a .npy file: a Python dictionary of three known keys.</summary>
/// <param name="Descr">Element type as NumPy writes it, for example <c>&lt;f4</c>.</param>
/// <param name="FortranOrder">Whether the first extent varies fastest.</param>
/// <param name="Shape">Extents.</param>
internal sealed record NpyHeader(string Descr, bool FortranOrder, IReadOnlyList<int> Shape)
{
    /// <summary>Reads the dictionary.</summary>
    /// <exception cref="TensorFormatException">It is not what NumPy writes.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> text)
    {
        NpyHeaderText header = new(Encoding.UTF8.GetString(text));
        string? descr = null;
        bool? fortran = null;
        List<int>? shape = null;
        header.Expect('{');
        while (!header.TryTake('}'))
        {
            string key = header.Quoted();
            header.Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = header.Quoted();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = header.Bool();
                    break;
                case "shape" when shape is null:
                    shape = header.Extents();
                    break;
                default:
                    throw header.Malformed();
            }

            if (!header.TryTake(','))
            {
                header.Expect('}');
                break;
            }
        }

        return descr is null || fortran is null || shape is null
            ? throw header.Malformed()
            : new NpyHeader(descr, fortran.Value, shape);
    }

    /// <summary>The dictionary as NumPy writes it.</summary>
    public override string ToString()
    {
        string extents = string.Concat(Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture) + ", "));
        return $"{{'descr': '{Descr}', 'fortran_order': {(FortranOrder ? "True" : "False")}, 'shape': ({extents.TrimEnd(' ')}), }}";
    }
}

/// <summary>Walks over the text of a header.</summary>
internal sealed class NpyHeaderText(string text)
{
    private const int MaxRank = 32;
    private int _at;

    /// <summary>What to throw for a header that makes no sense.</summary>
    public TensorFormatException Malformed() => new($"its .npy header is malformed at character {_at}; write it with numpy.save");

    /// <summary>Takes <paramref name="symbol"/>, after white space.</summary>
    public void Expect(char symbol)
    {
        if (!TryTake(symbol))
        {
            throw Malformed();
        }
    }

    /// <summary>Takes <paramref name="symbol"/> if it comes next after white space.</summary>
    public bool TryTake(char symbol)
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        bool found = _at < text.Length && text[_at] == symbol;
        _at += found ? 1 : 0;
        return found;
    }

    /// <summary>Takes a quoted word without escapes.</summary>
    public string Quoted()
    {
        char quote = TryTake('\'') ? '\'' : '"';
        if (quote == '"')
        {
            Expect('"');
        }

        int end = text.IndexOf(quote, _at);
        if (end < 0)
        {
            throw Malformed();
        }

        string word = text[_at..end];
        _at = end + 1;
        return word;
    }

    /// <summary>Takes <c>True</c> or <c>False</c>.</summary>
    public bool Bool()
    {
        _ = TryTake(' ');
        bool value = text.AsSpan(_at).StartsWith("True", StringComparison.Ordinal);
        if (!value && !text.AsSpan(_at).StartsWith("False", StringComparison.Ordinal))
        {
            throw Malformed();
        }

        _at += value ? 4 : 5;
        return value;
    }

    /// <summary>Takes a tuple of extents.</summary>
    public List<int> Extents()
    {
        List<int> extents = [];
        Expect('(');
        while (!TryTake(')'))
        {
            int start = _at;
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            {
                _at++;
            }

            if (extents.Count == MaxRank
                || !int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int extent))
            {
                throw Malformed();
            }

            extents.Add(extent);
            if (!TryTake(','))
            {
                Expect(')');
                break;
            }
        }

        return extents;
    }
}
