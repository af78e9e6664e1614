using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Database.Vfs;

/// <summary>
/// SQLite's own "unix" VFS with one difference: a write-ahead log is synced by <c>fdatasync</c>. The library as packaged was built without it, and
/// <c>fsync</c> has the file's times written too, which on a file system with a journal is a commit of that journal. What recovery needs of a log, its
/// bytes and its length, either keeps.
/// </summary>
internal static unsafe partial class DataSyncVfs
{
    private const string BaseName = "unix";
    private const int KnownVersion = 3;
    private const int OpenLog = 0x80000;
    private const int FsyncFailed = raw.SQLITE_IOERR | (4 << 8);

    private static readonly FileSystem* Base = OperatingSystem.IsLinux() ? Find(BaseName) : null;

    /// <summary>What a connection string says to use it; null where there is none and SQLite's default is to be taken.</summary>
    public static string Name { get; } = Register();

    private static string Register()
    {
        const string Own = "unix-datasync";
        if (Base is null || Base->Version < KnownVersion)
        {
            return null;
        }

        // SQLite keeps what it is given for as long as the process lives.
        FileSystem* own = (FileSystem*)NativeMemory.Alloc((nuint)sizeof(FileSystem));
        *own = *Base;
        own->Version = KnownVersion;
        own->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Own);
        own->OpenFileBytes = BaseBytes + sizeof(LogFile);
        own->Open = &Open;
        return Register(own, isDefault: 0) == raw.SQLITE_OK ? Own : null;
    }

    /// <summary>Where a file's own part begins, behind that of the base.</summary>
    private static int BaseBytes => (Base->OpenFileBytes + 7) & ~7;

    private static LogFile* Own(OpenFile* file) => (LogFile*)((byte*)file + BaseBytes);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(FileSystem* own, byte* path, OpenFile* file, int flags, int* taken)
    {
        int code = Base->Open(Base, path, file, flags, taken);
        if (code != raw.SQLITE_OK || (flags & OpenLog) == 0 || file->Methods->Version != KnownVersion)
        {
            return code;
        }

        // A descriptor of its own syncs the same file. SQLite takes no locks on a log, so that closing one loses none.
        int descriptor = LibC.Open(path, LibC.ReadOnly | LibC.CloseOnExec);
        if (descriptor >= 0)
        {
            LogFile* log = Own(file);
            *log = new LogFile { Base = file->Methods, Methods = *file->Methods, Descriptor = descriptor };
            log->Methods.Sync = &Sync;
            log->Methods.Close = &Close;
            file->Methods = &log->Methods;
        }

        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags)
    {
        LogFile* log = Own(file);
        if (log->HasName)
        {
            return LibC.DataSync(log->Descriptor) == 0 ? raw.SQLITE_OK : FsyncFailed;
        }

        // The first one is the base's, which syncs the folder of a new log as well.
        int code = log->Base->Sync(file, flags);
        log->HasName = code == raw.SQLITE_OK;
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        LogFile* log = Own(file);
        _ = LibC.Close(log->Descriptor);
        file->Methods = log->Base;
        return log->Base->Close(file);
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial FileSystem* Find(string name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Register(FileSystem* own, int isDefault);

    /// <summary>What an open log holds besides what the base keeps.</summary>
    private struct LogFile
    {
        public IoMethods Methods;
        public IoMethods* Base;
        public int Descriptor;

        /// <summary>Whether the folder is known to hold the log's name for good.</summary>
        public bool HasName;
    }
}
