using System.Runtime.InteropServices;

namespace EdgeActors.Storage.Files;

/// <summary>
/// libc itself, because .NET's own flush reports success for an fsync that failed. Interrupted calls are repeated, but a failed fsync never
/// is: the kernel may have dropped the pages, and a second one would say that all is well.
/// </summary>
/// <param name="isShared">
/// For folders that several users write to: files of others are taken, and own ones may be read and written by whom the umask lets.
/// </param>
internal sealed class LinuxFileCalls(bool isShared = false) : IFileCalls
{
    private const int AtEmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int RemoveFolderFlag = 0x200;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int TypeMask = 0xF000;
    private const int TypeFile = 0x8000;
    private const int TypeFolder = 0x4000;
    private const uint OwnerOnlyFile = 0x180; // 0600
    private const uint OwnerOnlyFolder = 0x1C0; // 0700
    private const uint AnyonesFile = 0x1B6; // 0666
    private const uint AnyonesFolder = 0x1FF; // 0777

    public uint? User { get; } = isShared ? null : FileNative.EffectiveUser();

    public int Open(int folder, string name, FileOpening opening)
    {
        int flags = opening switch
        {
            FileOpening.Folder => OpenFlags.Folder,
            FileOpening.Read => OpenFlags.NonBlocking,
            FileOpening.Create => OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive,
            _ => OpenFlags.WriteOnly | OpenFlags.Append | OpenFlags.NonBlocking,
        };
        return Repeated(() => FileNative.OpenAt(folder, name, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec, isShared ? AnyonesFile : OwnerOnlyFile));
    }

    public unsafe int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                nint written = FileNative.Write(descriptor, start, (nuint)bytes.Length);
                if (written >= 0)
                {
                    return (int)written;
                }

                int error = Marshal.GetLastPInvokeError();
                if (error != Errors.Interrupted)
                {
                    return -error;
                }
            }
        }
    }

    public unsafe int Read(int descriptor, Span<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                nint read = FileNative.ReadAt(descriptor, start, (nuint)bytes.Length, offset);
                if (read >= 0)
                {
                    return (int)read;
                }

                int error = Marshal.GetLastPInvokeError();
                if (error != Errors.Interrupted)
                {
                    return -error;
                }
            }
        }
    }

    public int Sync(int descriptor) => Repeated(() => FileNative.Sync(descriptor));

    public int Close(int descriptor)
    {
        // Linux has closed the descriptor also when it says "interrupted"; a second close might hit another file.
        int error = FileNative.Close(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return error == Errors.Interrupted ? 0 : -error;
    }

    public int Status(int descriptor, out FileStatus status)
    {
        int failed = FileNative.StatX(descriptor, "", AtEmptyPath, BasicStats, out FileNative.StatXBuffer found);
        FileKind kind = (found.Mode & TypeMask) switch
        {
            TypeFile => FileKind.File,
            TypeFolder => FileKind.Folder,
            _ => FileKind.Other,
        };
        status = new FileStatus(
            kind, found.Owner, (long)found.Size, unchecked((found.ModifiedSeconds * NanosecondsPerSecond) + found.ModifiedNanoseconds));
        return failed == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }

    public int Rename(int fromFolder, string from, int toFolder, string to) =>
        Repeated(() => FileNative.RenameAt(fromFolder, from, toFolder, to));

    public int Remove(int folder, string name) => Repeated(() => FileNative.UnlinkAt(folder, name, 0));

    public int RemoveFolder(int folder, string name) => Repeated(() => FileNative.UnlinkAt(folder, name, RemoveFolderFlag));

    public int Truncate(int descriptor, long length) => Repeated(() => FileNative.Truncate(descriptor, length));

    public int MakeFolder(int folder, string name) => Repeated(() => FileNative.MakeFolderAt(folder, name, isShared ? AnyonesFolder : OwnerOnlyFolder));

    private static int Repeated(Func<int> call)
    {
        while (true)
        {
            int result = call();
            if (result >= 0)
            {
                return result;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error != Errors.Interrupted)
            {
                return -error;
            }
        }
    }
}
