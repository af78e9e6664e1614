using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>Lines on standard output; with colours, warnings are yellow and errors red.</summary>
/// <param name="output">Standard output, or what stands for it.</param>
/// <param name="colours">Whether somebody looks at it on a terminal.</param>
/// <param name="lost">Hears of lines that could not be written.</param>
internal sealed class TerminalOutput(TextWriter output, bool colours, Action<long> lost) : ILineOutput
{
    private const string Red = "\u001b[31m";
    private const string Yellow = "\u001b[33m";
    private const string Plain = "\u001b[0m";

    private long _lost;
    private bool _isTaken;

    /// <summary>Whether to colour: only for people, and not for those who asked not to (https://no-color.org).</summary>
    public static bool AreColoursWanted(LogFormat format, bool isTerminal, Func<string, string?> environment) =>
        format == LogFormat.Text
        && isTerminal
        && string.IsNullOrEmpty(environment("NO_COLOR"))
        && !string.Equals(environment("TERM"), "dumb", StringComparison.Ordinal);

    /// <inheritdoc />
    public void Write(LogLine line)
    {
        string? colour = !colours ? null : line.Level switch
        {
            >= LogLevel.Error => Red,
            LogLevel.Warning => Yellow,
            _ => null,
        };
        _isTaken = Try(() => output.Write(colour is null ? $"{line.Text}\n" : $"{colour}{line.Text}{Plain}\n"));
    }

    /// <inheritdoc />
    public void Flush()
    {
        bool works = Try(output.Flush) && _isTaken;
        _isTaken = false;
        // Not before lines are taken again: while none are, what is told here would be the next line that is lost, and so on without end.
        if (works && _lost > 0)
        {
            long told = _lost;
            _lost = 0;
            lost(told);
        }
    }

    // Whoever read the log may be gone; the agent is not there to be read.
    private bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _lost++;
            return false;
        }
    }
}
