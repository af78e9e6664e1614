using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeActors.Benchmarks.Serving;

/// <summary>
/// Makes the System V segments of a process read-only for everyone, as the contract asks of a client before it predicts: the shared
/// load generator leaves its own writable, which the agent refuses.
/// </summary>
internal static partial class ClientSegments
{
    private const int Set = 1;
    private const int Stat = 2;
    private const int ModeOffset = 20; // of shm_perm.mode in struct shmid_ds on 64-bit Linux
    private const int StatusBytes = 256;
    private const int ReadOnlyForOwner = 0x100; // 0400

    /// <summary>Segments made by <paramref name="process"/> that were still writable and no longer are.</summary>
    public static int Protect(int process)
    {
        int changed = 0;
        foreach (string line in File.ReadLines("/proc/sysvipc/shm").Skip(1))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            (int id, int maker) = (int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[4], CultureInfo.InvariantCulture));
            byte[] status = new byte[StatusBytes];
            if (maker == process && Control(id, Stat, status) == 0 && (status[ModeOffset] & 0x80) != 0)
            {
                BitConverter.TryWriteBytes(status.AsSpan(ModeOffset), ReadOnlyForOwner);
                changed += Control(id, Set, status) == 0 ? 1 : 0;
            }
        }

        return changed;
    }

    [LibraryImport("libc", EntryPoint = "shmctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int id, int command, byte[] status);
}
