namespace EdgeActors.Storage.Files;

/// <summary>A descriptor with its owner's duty to close it; failures come as <see cref="StorageException"/>.</summary>
internal sealed class OpenedFile : IDisposable
{
    private readonly IFileCalls _calls;
    private int _descriptor;

    private OpenedFile(IFileCalls calls, int descriptor, string path)
    {
        (_calls, _descriptor, Path) = (calls, descriptor, path);
    }

    /// <summary>For messages.</summary>
    public string Path { get; }

    public int Descriptor => _descriptor;

    /// <summary>Bytes at the time of opening.</summary>
    public long Length { get; private set; }

    /// <summary>When its content was last written, at the time of opening, in nanoseconds of the system's own count.</summary>
    public long Modified { get; private set; }

    /// <summary>Opens a folder or file and refuses what is neither, or not the agent's own.</summary>
    public static OpenedFile Open(IFileCalls calls, OpenedFile? folder, string name, FileOpening opening)
    {
        string path = folder is null ? name : $"{folder.Path}/{name}";
        int descriptor = calls.Open(folder?.Descriptor ?? IFileCalls.NoFolder, name, opening);
        if (descriptor < 0)
        {
            throw StorageException.From(-descriptor, $"cannot open {path}");
        }

        OpenedFile file = new(calls, descriptor, path);
        try
        {
            file.Check(opening == FileOpening.Folder ? FileKind.Folder : FileKind.File);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int written = Checked(_calls.Write(_descriptor, bytes), "write");
            bytes = bytes[written..];
        }
    }

    /// <summary>Reads until the span is full or the file ends; the number of bytes read.</summary>
    public int Read(Span<byte> bytes, long offset)
    {
        int read = 0;
        while (read < bytes.Length)
        {
            int more = Checked(_calls.Read(_descriptor, bytes[read..], offset + read), "read");
            if (more == 0)
            {
                break;
            }

            read += more;
        }

        return read;
    }

    /// <summary>Cuts off all behind the first <paramref name="length"/> bytes.</summary>
    public void Truncate(long length) => Checked(_calls.Truncate(_descriptor, length), "shorten");

    public void Sync() => Checked(_calls.Sync(_descriptor), "fsync");

    /// <summary>Closes and says so when that failed: some file systems tell a failed write only then.</summary>
    public void Close()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            Checked(_calls.Close(descriptor), "close");
        }
    }

    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = _calls.Close(descriptor);
        }
    }

    private void Check(FileKind expected)
    {
        Checked(_calls.Status(_descriptor, out FileStatus status), "look at");
        (Length, Modified) = (status.Length, status.Modified);
        if (status.Kind != expected)
        {
            throw new StorageException(StorageFault.Unsafe, 0, $"{Path} is no {(expected == FileKind.Folder ? "folder" : "regular file")}");
        }

        if (_calls.User is { } user && status.Owner != user)
        {
            throw new StorageException(
                StorageFault.Unsafe,
                0,
                $"{Path} belongs to user {status.Owner}; it must belong to the agent's user {user}: name a folder of its own (LocalDataRootPath, "
                + "CaptureDataDiskPath), or give it this one");
        }
    }

    private int Checked(int result, string what) => result >= 0 ? result : throw StorageException.From(-result, $"cannot {what} {Path}");
}
