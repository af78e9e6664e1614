using System.Runtime.InteropServices;

namespace Akka.Persistence.Sqlite.Database.Vfs;

/// <summary>SQLite's <c>sqlite3_file</c>: what an open file of any VFS begins with. Source: <c>sqlite3.h</c>, whose layouts never change.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenFile
{
    public IoMethods* Methods;
}

/// <summary>SQLite's <c>sqlite3_io_methods</c> of version 3. What is not called here is only copied.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
    public nint Read;
    public nint Write;
    public nint Truncate;
    public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
    public nint FileSize;
    public nint Lock;
    public nint Unlock;
    public nint CheckReservedLock;
    public nint FileControl;
    public nint SectorSize;
    public nint DeviceCharacteristics;
    public nint ShmMap;
    public nint ShmLock;
    public nint ShmBarrier;
    public nint ShmUnmap;
    public nint Fetch;
    public nint Unfetch;
}

/// <summary>SQLite's <c>sqlite3_vfs</c> of version 3.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileSystem
{
    public int Version;
    public int OpenFileBytes;
    public int MaxPathname;
    public FileSystem* Next;
    public byte* Name;
    public nint AppData;
    public delegate* unmanaged[Cdecl]<FileSystem*, byte*, OpenFile*, int, int*, int> Open;
    public nint Delete;
    public nint Access;
    public nint FullPathname;
    public nint DlOpen;
    public nint DlError;
    public nint DlSym;
    public nint DlClose;
    public nint Randomness;
    public nint Sleep;
    public nint CurrentTime;
    public nint GetLastError;
    public nint CurrentTimeInt64;
    public nint SetSystemCall;
    public nint GetSystemCall;
    public nint NextSystemCall;
}
