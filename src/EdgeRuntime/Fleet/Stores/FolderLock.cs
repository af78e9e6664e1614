using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EdgeActors.Fleet.Documents;
using EdgeActors.Storage.Files;

namespace EdgeActors.Fleet.Stores;

/// <summary>
/// Keeps other writers of the same document away while one compares and replaces it: a lock of the system's on a small file that stays for ever, so that
/// a writer that dies leaves no lock behind. It holds between processes, and between machines where the file system passes locks on (NFS, SMB).
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The folder of the lock files, in the root of the tree.</summary>
    public const string FolderName = ".locks";

    private const int Exclusive = 2;
    private const int WithoutWaiting = 4;
    private const int WouldBlock = 11;

    // Documents share lock files, so that a million devices do not need a million of them.
    private const int Stripes = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly OpenedFile _file;

    private FolderLock(OpenedFile file) => _file = file;

    /// <summary>Waits for the lock of a document; blocks.</summary>
    /// <exception cref="StorageException">The root is not there, or not writable.</exception>
    /// <exception cref="DocumentStoreException">The file system knows no locks.</exception>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    public static FolderLock Take(IFileCalls calls, string root, string key, CancellationToken cancelled)
    {
        using OpenedFile top = OpenedFile.Open(calls, null, root, FileOpening.Folder);
        using OpenedFile folder = FolderPath.Enter(calls, top, FolderName, create: true);
        string name = (SHA256.HashData(Encoding.UTF8.GetBytes(key))[0] % Stripes).ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
        while (true)
        {
            if (Open(calls, folder, name) is { } file)
            {
                // Whose time was up before it became free has given up, and must not write behind its caller's back.
                if (TryLock(file, root) && !cancelled.IsCancellationRequested)
                {
                    return new FolderLock(file);
                }

                file.Dispose();
            }

            _ = cancelled.WaitHandle.WaitOne(Pause);
            cancelled.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Null when somebody has just made it, or has it (Windows).</summary>
    private static OpenedFile? Open(IFileCalls calls, OpenedFile folder, string name)
    {
        try
        {
            return OpenedFile.Open(calls, folder, name, FileOpening.Append);
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return Create(calls, folder, name);
        }
        catch (StorageException e) when (e.Error == Errors.AccessDenied)
        {
            // Another user's lock file: Linux locks it all the same. Elsewhere a file is open for one writer only, and that is the lock.
            return OperatingSystem.IsLinux() ? OpenedFile.Open(calls, folder, name, FileOpening.Read) : null;
        }
    }

    private static OpenedFile? Create(IFileCalls calls, OpenedFile folder, string name)
    {
        try
        {
            return OpenedFile.Open(calls, folder, name, FileOpening.Create);
        }
        catch (StorageException e) when (e.Error == Errors.Exists)
        {
            return null;
        }
    }

    private static bool TryLock(OpenedFile file, string root)
    {
        if (!OperatingSystem.IsLinux() || FileNative.Lock(file.Descriptor, Exclusive | WithoutWaiting) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is WouldBlock or Errors.Interrupted
            ? false
            : throw new DocumentStoreException(
                FleetFaultKind.Unreachable,
                $"the file system of {root} locks no files ({Marshal.GetPInvokeErrorMessage(error)}), so two writers could overwrite each other; use another");
    }
}
