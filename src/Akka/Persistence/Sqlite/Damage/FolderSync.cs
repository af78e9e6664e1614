using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>Makes renames durable: .NET cannot open a folder, so the C library is called. Windows needs nothing of it.</summary>
internal static class FolderSync
{
    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Of(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = LibC.Open(folder, LibC.ReadOnly);
        if (descriptor < 0)
        {
            throw Fault("open", folder);
        }

        bool isSynced = LibC.Sync(descriptor) == 0;
        IOException fault = isSynced ? null : Fault("sync", folder);
        _ = LibC.Close(descriptor);
        if (!isSynced)
        {
            throw fault;
        }
    }

    private static IOException Fault(string what, string folder) =>
        new($"Cannot {what} the folder {folder}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
}
