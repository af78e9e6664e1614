using Microsoft.Win32.SafeHandles;

namespace EdgeActors.Grpc.Socket;

/// <summary>
/// Lets agents that start at the same moment look at the socket one after the other. The lock is on the folder itself, so that no
/// lock file stays behind; it is advice, and after two seconds the agent goes on without it, since binding is exclusive anyway.
/// </summary>
internal static class FolderLock
{
    private const int Attempts = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock; dispose what comes back to release it. Null when it was not to be had.</summary>
    public static async Task<SafeFileHandle?> TakeAsync(string folder, TimeProvider time, CancellationToken stop)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var handle = new SafeFileHandle(Native.OpenFile(folder, Native.CloseOnExec), ownsHandle: true);
        for (var attempt = 0; !handle.IsInvalid && attempt < Attempts; attempt++)
        {
            if (Native.Lock((int)handle.DangerousGetHandle(), Native.ExclusiveAtOnce) == 0)
            {
                return handle;
            }

            await Task.Delay(Pause, time, stop);
        }

        handle.Dispose();
        return null;
    }
}
