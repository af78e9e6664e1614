using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>A system call as <c>strace -ff -ttt -T -xx -y</c> writes it: every string and path in hexadecimal escapes.</summary>
/// <param name="Begin">Seconds since 1970.</param>
/// <param name="End">When it returned.</param>
/// <param name="Name">Name of the call.</param>
/// <param name="Arguments">As written, not yet decoded.</param>
/// <param name="Result">As written, for example <c>4096</c> or <c>-1 ENOENT (…)</c>.</param>
internal sealed partial record StraceLine(double Begin, double End, string Name, string Arguments, string Result)
{
    public bool Succeeded => !Result.StartsWith('-') && !Result.StartsWith('?');

    /// <summary>Null for lines that are no finished call: signals, exits, a call that the process did not survive.</summary>
    public static StraceLine? Parse(string line)
    {
        Match match = Pattern().Match(line);
        if (!match.Success)
        {
            return null;
        }

        double begin = double.Parse(match.Groups["begin"].ValueSpan, CultureInfo.InvariantCulture);
        double took = double.Parse(match.Groups["took"].ValueSpan, CultureInfo.InvariantCulture);
        return new StraceLine(begin, begin + took, match.Groups["name"].Value, match.Groups["arguments"].Value, match.Groups["result"].Value);
    }

    /// <summary>The path that stands behind the first descriptor, null when it has none.</summary>
    public string? DescriptorPath()
    {
        int open = Arguments.IndexOf('<', StringComparison.Ordinal);
        int close = Arguments.IndexOf('>', StringComparison.Ordinal);
        return open < 0 || close < open ? null : Text(Arguments[(open + 1)..close]);
    }

    /// <summary>The path that stands behind the descriptor that was returned.</summary>
    public string ResultPath() => Text(Result[(Result.IndexOf('<', StringComparison.Ordinal) + 1)..Result.LastIndexOf('>')]);

    /// <summary>The quoted strings among the arguments, in order.</summary>
    public IEnumerable<byte[]> Strings() => Quoted().Matches(Arguments).Select(match => Bytes(match.Groups[1].Value));

    /// <summary>A number among the arguments, counted from the last.</summary>
    public long NumberFromEnd(int index) => long.Parse(Arguments.Split(", ")[^(index + 1)], CultureInfo.InvariantCulture);

    public static string Text(string escaped) => Encoding.UTF8.GetString(Bytes(escaped));

    // What is no escape stands for itself: strace adds words such as "(deleted)" to a path.
    private static byte[] Bytes(string escaped)
    {
        List<byte> bytes = new(escaped.Length / 4);
        for (int at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] == '\\' && escaped[at + 1] == 'x')
            {
                bytes.Add(Convert.FromHexString(escaped.AsSpan(at + 2, 2))[0]);
                at += 3;
            }
            else
            {
                bytes.Add((byte)escaped[at]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"\A(?<begin>\d+\.\d+) (?<name>\w+)\((?<arguments>.*)\) += (?<result>.*) <(?<took>\d+\.\d+)>\z")]
    private static partial Regex Pattern();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Quoted();
}
