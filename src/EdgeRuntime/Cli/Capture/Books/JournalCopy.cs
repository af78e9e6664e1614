namespace EdgeActors.Cli.Capture.Books;

/// <summary>
/// A copy of a database and its write-ahead log, taken while the agent may be writing them: where it keeps the log's index in its own memory, nobody
/// else can open the database. Removed when disposed of.
/// </summary>
internal sealed class JournalCopy : IDisposable
{
    private const int Tries = 100;
    private const string LogEnding = "-wal";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-");

    private JournalCopy()
    {
    }

    /// <summary>The copied database.</summary>
    public string Database => Path.Combine(_folder.FullName, "journal.db");

    /// <summary>Copies both. Blocks.</summary>
    /// <param name="database">The database; its log lies beside it.</param>
    /// <returns>The copy; null when there is no log any more, since its owner has ended.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CommandFailure">The log was begun anew during every try.</exception>
    public static JournalCopy? Take(string database)
    {
        JournalCopy copy = new();
        bool isWhole = false;
        try
        {
            for (int tried = 0; tried < Tries && !isWhole; tried++)
            {
                isWhole = copy.IsWhole(database);
            }

            return isWhole ? copy : throw new CommandFailure(
                CommandFailure.Failed, $"{database} is written faster than it can be copied; try again when the agent has less to do");
        }
        catch (FileNotFoundException) when (!File.Exists(database + LogEnding))
        {
            return null;
        }
        finally
        {
            if (!isWhole)
            {
                copy.Dispose();
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The database first: whatever the agent copies into it meanwhile is in the log as well, unless that was begun anew.
    private bool IsWhole(string database)
    {
        LogMark before = LogMark.Of(database + LogEnding);
        Copy(database, Database);
        Copy(database + LogEnding, Database + LogEnding);
        return LogMark.Of(database + LogEnding) == before;
    }

    private static void Copy(string from, string to)
    {
        using FileStream source = Shared(from);
        using FileStream target = File.Create(to);
        source.CopyTo(target);
    }

    private static FileStream Shared(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>What tells one log from the next in the same file: its number and salts; of an empty one only when it was emptied.</summary>
    private readonly record struct LogMark(UInt128 Header, DateTime Emptied)
    {
        private const int Start = 8;
        private const int Length = 16;

        public static LogMark Of(string log)
        {
            using FileStream file = Shared(log);
            Span<byte> header = stackalloc byte[Start + Length];
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
                ? new LogMark(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(header[Start..]), default)
                : new LogMark(0, File.GetLastWriteTimeUtc(log));
        }
    }
}
