namespace EdgeActors.Storage.Files;

/// <summary>What a descriptor leads to.</summary>
/// <param name="Kind">File, folder or neither.</param>
/// <param name="Owner">User id; 0 where the system has none.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When its content was last written, in nanoseconds of the system's own count.</param>
internal readonly record struct FileStatus(FileKind Kind, uint Owner, long Length, long Modified = 0);

/// <summary>Kinds that matter here.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link, device, pipe or socket.</summary>
    Other,
}

/// <summary>How a file is opened; never through a link at its end.</summary>
internal enum FileOpening
{
    /// <summary>An existing folder.</summary>
    Folder,

    /// <summary>An existing file, for reading.</summary>
    Read,

    /// <summary>A new file, for writing, mode 0600.</summary>
    Create,

    /// <summary>An existing file, for appending.</summary>
    Append,
}

/// <summary>
/// The system calls behind durable files. Each answers a value of 0 or more, or the negative error number; none throws. Names are relative
/// to the descriptor of a folder, or absolute.
/// </summary>
internal interface IFileCalls
{
    /// <summary>The folder to give with absolute names.</summary>
    const int NoFolder = -100;

    /// <summary>The user that files must belong to; null where the system has no owners.</summary>
    uint? User { get; }

    /// <summary>open: a descriptor.</summary>
    int Open(int folder, string name, FileOpening opening);

    /// <summary>write: how many bytes were taken.</summary>
    int Write(int descriptor, ReadOnlySpan<byte> bytes);

    /// <summary>pread: how many bytes were read, 0 at the end.</summary>
    int Read(int descriptor, Span<byte> bytes, long offset);

    /// <summary>fsync of a file or a folder.</summary>
    int Sync(int descriptor);

    /// <summary>close.</summary>
    int Close(int descriptor);

    /// <summary>fstat.</summary>
    int Status(int descriptor, out FileStatus status);

    /// <summary>rename; replaces what is there.</summary>
    int Rename(int fromFolder, string from, int toFolder, string to);

    /// <summary>unlink of a file.</summary>
    int Remove(int folder, string name);

    /// <summary>rmdir of an empty folder.</summary>
    int RemoveFolder(int folder, string name);

    /// <summary>ftruncate.</summary>
    int Truncate(int descriptor, long length);

    /// <summary>mkdir, mode 0700.</summary>
    int MakeFolder(int folder, string name);
}
