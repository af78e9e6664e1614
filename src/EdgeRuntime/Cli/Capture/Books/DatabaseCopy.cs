using System.Buffers.Binary;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>
/// A copy of a database and its side file, taken while the agent may be writing them: for databases that nobody else can open, or not without changing
/// them. Removed when disposed of.
/// </summary>
internal sealed class DatabaseCopy : IDisposable
{
    /// <summary>What the name of a write-ahead log adds to its database's.</summary>
    public const string Log = "-wal";

    /// <summary>What the name of a rollback journal adds to its database's.</summary>
    public const string RollbackJournal = "-journal";

    private const int Tries = 100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-");

    private DatabaseCopy()
    {
    }

    /// <summary>The copied database.</summary>
    public string Database => Path.Combine(_folder.FullName, "copy.db");

    /// <summary>Copies both. Blocks.</summary>
    /// <param name="database">The database.</param>
    /// <param name="side"><see cref="Log"/> or <see cref="RollbackJournal"/>.</param>
    /// <returns>The copy; null when there is no side file any more, since its owner has ended or begun.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CommandFailure">The side file was begun anew during every try.</exception>
    public static DatabaseCopy? Take(string database, string side)
    {
        DatabaseCopy copy = new();
        bool isWhole = false;
        try
        {
            for (int tried = 0; tried < Tries && !isWhole; tried++)
            {
                isWhole = copy.IsWhole(database, side);
            }

            return isWhole ? copy : throw new CommandFailure(
                CommandFailure.Failed, $"{database} is written faster than it can be copied; try again when the agent has less to do");
        }
        catch (FileNotFoundException) when (!File.Exists(database + side))
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

    // The database first: whatever is changed in it meanwhile is in the side file as well, unless that was begun anew. A log has it as it becomes, a
    // rollback journal as it was.
    private bool IsWhole(string database, string side)
    {
        SideMark before = SideMark.Of(database + side);
        Copy(database, Database);
        Copy(database + side, Database + side);
        return SideMark.Of(database + side) == before;
    }

    private static void Copy(string from, string to)
    {
        using FileStream source = Shared(from);
        using FileStream target = File.Create(to);
        source.CopyTo(target);
    }

    private static FileStream Shared(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>
    /// What tells one side file from the next of that name: a log's number and salts, a rollback journal's count and nonce; of an empty one only when
    /// it was emptied.
    /// </summary>
    private readonly record struct SideMark(UInt128 Header, DateTime Emptied)
    {
        private const int Start = 8;
        private const int Length = 16;

        public static SideMark Of(string path)
        {
            using FileStream file = Shared(path);
            Span<byte> header = stackalloc byte[Start + Length];
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
                ? new SideMark(BinaryPrimitives.ReadUInt128BigEndian(header[Start..]), default)
                : new SideMark(0, File.GetLastWriteTimeUtc(path));
        }
    }
}
