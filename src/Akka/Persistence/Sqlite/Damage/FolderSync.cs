using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>Makes renames durable: .NET cannot open a folder, so the C library is called. Windows needs nothing of it.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Of(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw Fault("open", folder);
        }

        bool isSynced = Sync(descriptor) == 0;
        IOException fault = isSynced ? null : Fault("sync", folder);
        _ = Close(descriptor);
        if (!isSynced)
        {
            throw fault;
        }
    }

    private static IOException Fault(string what, string folder) =>
        new($"Cannot {what} the folder {folder}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
