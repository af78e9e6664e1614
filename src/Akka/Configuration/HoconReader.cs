using System.Text;

namespace Akka.Configuration;

/// <summary>
/// Reads the part of HOCON that settings need: dotted and quoted keys, nested blocks, quoted, triple-quoted and bare values,
/// lists of values, comments. No substitutions, no includes. The last value of a key wins.
/// </summary>
internal sealed class HoconReader(string text)
{
    private readonly Dictionary<string, string> _values = [];
    private int _at;

    private char Current => _at < text.Length ? text[_at] : '\0';

    private bool AtEnd => _at >= text.Length;

    public IReadOnlyDictionary<string, string> Read()
    {
        SkipFiller();
        var braced = Accept('{');
        ReadBlock("", braced);
        SkipFiller();
        return AtEnd ? _values : throw Error("unexpected text after the end");
    }

    private void ReadBlock(string prefix, bool braced)
    {
        while (true)
        {
            SkipFiller();
            if (AtEnd)
            {
                if (braced)
                {
                    throw Error("a block is not closed");
                }

                return;
            }

            if (braced && Accept('}'))
            {
                return;
            }

            ReadSetting(prefix);
        }
    }

    private void ReadSetting(string prefix)
    {
        var path = prefix + ReadKey();
        SkipFiller();
        if (Accept('{'))
        {
            ReadBlock(path + ".", braced: true);
            return;
        }

        if (!Accept('=') && !Accept(':'))
        {
            throw Error($"`{path}` has no value");
        }

        SkipFiller();
        if (Accept('{'))
        {
            ReadBlock(path + ".", braced: true);
        }
        else
        {
            _values[path] = Current == '[' ? ReadList() : ReadValue("\n,}#");
        }
    }

    private string ReadKey()
    {
        var key = new StringBuilder();
        while (!AtEnd && !"={:\n".Contains(Current, StringComparison.Ordinal))
        {
            key.Append(Current == '"' ? ReadQuoted() : text[_at++]);
        }

        return key.Length > 0 ? key.ToString().Trim() : throw Error("a key is missing");
    }

    private string ReadList()
    {
        List<string> items = [];
        for (_at++; ;)
        {
            SkipFiller();
            if (AtEnd)
            {
                throw Error("a list is not closed");
            }

            if (Accept(']'))
            {
                return HoconList.Join(items);
            }

            items.Add(ReadValue(",]\n#"));
        }
    }

    private string ReadValue(string ends)
    {
        if (Current == '"')
        {
            return ReadQuoted();
        }

        var start = _at;
        while (!AtEnd && !ends.Contains(Current, StringComparison.Ordinal) && !text.AsSpan(_at).StartsWith("//"))
        {
            _at++;
        }

        return text[start.._at].Trim();
    }

    private string ReadQuoted()
    {
        if (text.AsSpan(_at).StartsWith("\"\"\""))
        {
            var end = text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
            var raw = end < 0 ? throw Error("a text is not closed") : text[(_at + 3)..end];
            _at = end + 3;
            return raw;
        }

        var quoted = new StringBuilder();
        for (_at++; !AtEnd && Current != '"'; _at++)
        {
            quoted.Append(Current == '\\' && _at + 1 < text.Length ? Unescape(text[++_at]) : Current);
        }

        return Accept('"') ? quoted.ToString() : throw Error("a text is not closed");
    }

    private static char Unescape(char escaped) => escaped switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        _ => escaped,
    };

    private void SkipFiller()
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current) || Current is ',')
            {
                _at++;
            }
            else if (Current == '#' || text.AsSpan(_at).StartsWith("//"))
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    private bool Accept(char expected)
    {
        if (Current != expected || AtEnd)
        {
            return false;
        }

        _at++;
        return true;
    }

    private ConfigurationException Error(string what) =>
        new($"Configuration text, line {text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n') + 1}: {what}.");
}
