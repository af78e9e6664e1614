namespace EdgeActors.Engines.Dlr.Output;

/// <summary>
/// What native code prints on a descriptor of the process, line by line. Standard output is the agent's log, which programs read; so from libdlr's first
/// call on, descriptor 1 leads here. The agent's own console is not touched by that: .NET writes to a duplicate that it made at the start.
/// </summary>
internal sealed unsafe class PrintedLines : IDisposable
{
    /// <summary>Standard output.</summary>
    public const int Output = 1;

    /// <summary>Standard error.</summary>
    public const int Error = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly int _descriptor;
    private readonly int _before;
    private readonly int _pipe;
    private readonly LineReader _lines;
    private readonly Thread _reader;

    private PrintedLines(int descriptor, int before, int pipe, Action<string> line)
    {
        (_descriptor, _before, _pipe, _lines) = (descriptor, before, pipe, new LineReader(line));
        _reader = new Thread(Read) { Name = "dlr-output", IsBackground = true };
        _reader.Start();
    }

    /// <summary>
    /// Leads a descriptor here until disposed, which is for the whole process; null where that is not possible. <paramref name="line"/> is called on
    /// another thread.
    /// </summary>
    public static PrintedLines? Redirect(int descriptor, Action<string> line)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        int* ends = stackalloc int[2];
        int before = Libc.Duplicate(descriptor);
        if (before < 0 || !Libc.TryPipe(ends))
        {
            _ = before < 0 || Libc.Close(before) == 0;
            return null;
        }

        Libc.Flush();
        bool led = Libc.Lead(ends[1], descriptor);
        _ = Libc.Close(ends[1]);
        if (led)
        {
            return new PrintedLines(descriptor, before, ends[0], line);
        }

        _ = Libc.Close(ends[0]);
        _ = Libc.Close(before);
        return null;
    }

    /// <summary>Puts the descriptor back. What was printed before that has been told when this returns.</summary>
    public void Dispose()
    {
        Libc.Flush();
        // With that the pipe has no writer any more, and its reader comes to the end; unless the library has kept one for itself.
        _ = Libc.Lead(_before, _descriptor);
        _ = Libc.Close(_before);
        _ = _reader.Join(Patience);
    }

    private void Read()
    {
        Span<byte> block = stackalloc byte[4096];
        for (int read = Libc.Read(_pipe, block); read > 0; read = Libc.Read(_pipe, block))
        {
            _lines.Take(block[..read]);
        }

        _lines.End();
        _ = Libc.Close(_pipe);
    }
}
