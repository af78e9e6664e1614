namespace EdgeActors.Storage.Files;

/// <summary>
/// One file on its way to stable storage, and the only way there outside SQLite: written under a temporary name in its own folder, fsynced,
/// renamed, and the folder fsynced. Until <see cref="Commit"/> returns nothing is promised; disposed before, nothing stays.
/// </summary>
internal sealed class DurableFile : IDisposable
{
    private const int MostAttempts = 1000;
    private static long _count;

    private readonly IFileCalls _calls;
    private readonly OpenedFile _folder;
    private readonly OpenedFile _file;
    private readonly string _name;
    private readonly string _temporary;
    private bool _renamed;

    private DurableFile(IFileCalls calls, OpenedFile folder, OpenedFile file, string name, string temporary)
    {
        (_calls, _folder, _file, _name, _temporary) = (calls, folder, file, name, temporary);
    }

    /// <summary>What the temporary names of this process contain, so that sweeping leaves them alone.</summary>
    public static string ProcessMark { get; } = $".{Environment.ProcessId:x}-{TimeProvider.System.GetTimestamp():x}-";

    /// <summary>Whether the file stands under its name, which it may do although <see cref="Commit"/> failed.</summary>
    public bool IsPlaced => _renamed;

    /// <summary>Begins a file; the folder stays the caller's and must stay open.</summary>
    public static DurableFile Create(IFileCalls calls, OpenedFile folder, string name)
    {
        for (int attempt = 0; ; attempt++)
        {
            string temporary = $".{name}{ProcessMark}{Interlocked.Increment(ref _count):x}.tmp";
            try
            {
                return new DurableFile(calls, folder, OpenedFile.Open(calls, folder, temporary, FileOpening.Create), name, temporary);
            }
            catch (StorageException e) when (e.Error == Errors.Exists && attempt < MostAttempts)
            {
                // Litter of a process that had the same mark: the next number is free.
                continue;
            }
        }
    }

    /// <summary>Whether a file name is a temporary one, of this or an earlier process.</summary>
    public static bool IsTemporary(string name) => name.StartsWith('.') && name.EndsWith(".tmp", StringComparison.Ordinal);

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => _file.Write(bytes);

    /// <summary>Makes the file durable under its name.</summary>
    public void Commit()
    {
        _file.Sync();
        _file.Close();
        int renamed = _calls.Rename(_folder.Descriptor, _temporary, _folder.Descriptor, _name);
        if (renamed < 0)
        {
            throw StorageException.From(-renamed, $"cannot name {_folder.Path}/{_name}");
        }

        _renamed = true;
        _folder.Sync();
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_renamed)
        {
            // What cannot be removed now is swept at the next start.
            _ = _calls.Remove(_folder.Descriptor, _temporary);
        }
    }
}
