using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace EdgeActors.Storage.Files;

/// <summary>
/// The same calls by .NET's own files, for systems other than Linux. Files are flushed to the device; folders cannot be, and owners and
/// links
/// are not looked at (<see cref="FileCalls.Caveat"/>).
/// </summary>
internal sealed class PortableFileCalls : IFileCalls
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int DiskFull = unchecked((int)0x80070070);
    private const int AlreadyExists = unchecked((int)0x80070050);

    private readonly ConcurrentDictionary<int, (SafeFileHandle? File, string Path, long Position)> _open = new();
    private int _last;

    public uint? User => null;

    public int Open(int folder, string name, FileOpening opening) => Try(() =>
    {
        string path = PathOf(folder, name);
        if (opening == FileOpening.Folder)
        {
            return Directory.Exists(path) ? Keep(null, path, 0) : File.Exists(path) ? -Errors.NotAFolder : -Errors.NotFound;
        }

        if (opening == FileOpening.Create && Path.Exists(path))
        {
            return -Errors.Exists;
        }

        FileMode mode = opening == FileOpening.Create ? FileMode.CreateNew : FileMode.Open;
        FileAccess access = opening == FileOpening.Read ? FileAccess.Read : FileAccess.Write;
        SafeFileHandle file = File.OpenHandle(path, mode, access, FileShare.Read | FileShare.Delete);
        return Keep(file, path, opening == FileOpening.Append ? RandomAccess.GetLength(file) : 0);
    });

    public int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        return Try(() =>
        {
            (SafeFileHandle? file, string path, long position) = _open[descriptor];
            RandomAccess.Write(file!, copy, position);
            _open[descriptor] = (file, path, position + copy.Length);
            return copy.Length;
        });
    }

    public int Read(int descriptor, Span<byte> bytes, long offset)
    {
        byte[] copy = new byte[bytes.Length];
        int read = Try(() => RandomAccess.Read(_open[descriptor].File!, copy, offset));
        copy.AsSpan(0, Math.Max(0, read)).CopyTo(bytes);
        return read;
    }

    public int Sync(int descriptor) => Try(() =>
    {
        if (_open[descriptor].File is { } file)
        {
            RandomAccess.FlushToDisk(file);
        }

        return 0;
    });

    public int Close(int descriptor) => Try(() =>
    {
        if (_open.TryRemove(descriptor, out (SafeFileHandle? File, string Path, long Position) open))
        {
            open.File?.Dispose();
        }

        return 0;
    });

    public int Status(int descriptor, out FileStatus status)
    {
        (SafeFileHandle? file, _, _) = _open[descriptor];
        status = file is null
            ? new FileStatus(FileKind.Folder, 0, 0)
            : new FileStatus(FileKind.File, 0, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file).Ticks * TimeSpan.NanosecondsPerTick);
        return 0;
    }

    public int Rename(int fromFolder, string from, int toFolder, string to) => Try(() =>
    {
        string source = PathOf(fromFolder, from);
        if (Directory.Exists(source))
        {
            Directory.Move(source, PathOf(toFolder, to));
            return 0;
        }

        File.Move(source, PathOf(toFolder, to), overwrite: true);
        return 0;
    });

    public int Remove(int folder, string name) => Try(() =>
    {
        string path = PathOf(folder, name);
        bool exists = File.Exists(path);
        File.Delete(path);
        return exists ? 0 : -Errors.NotFound;
    });

    public int RemoveFolder(int folder, string name) => Try(() =>
    {
        Directory.Delete(PathOf(folder, name), recursive: false);
        return 0;
    });

    public int Truncate(int descriptor, long length) => Try(() =>
    {
        (SafeFileHandle? file, string path, long position) = _open[descriptor];
        RandomAccess.SetLength(file!, length);
        _open[descriptor] = (file, path, Math.Min(position, length));
        return 0;
    });

    public int MakeFolder(int folder, string name) => Try(() =>
    {
        string path = PathOf(folder, name);
        bool exists = Path.Exists(path);
        _ = exists ? null : Directory.CreateDirectory(path);
        return exists ? -Errors.Exists : 0;
    });

    private int Keep(SafeFileHandle? file, string path, long position)
    {
        int descriptor = Interlocked.Increment(ref _last);
        _open[descriptor] = (file, path, position);
        return descriptor;
    }

    private string PathOf(int folder, string name) => folder == IFileCalls.NoFolder ? name : Path.Combine(_open[folder].Path, name);

    private static int Try(Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return -Errors.NotFound;
        }
        catch (UnauthorizedAccessException)
        {
            return -Errors.AccessDenied;
        }
        catch (IOException e)
        {
            return e.HResult switch
            {
                DiskFull => -Errors.NoSpace,
                AlreadyExists => -Errors.Exists,
                SharingViolation => -Errors.AccessDenied,
                _ => -Errors.InputOutput,
            };
        }
    }
}
