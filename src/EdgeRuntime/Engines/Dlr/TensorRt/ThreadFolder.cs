using System.Runtime.InteropServices;

namespace EdgeActors.Engines.Dlr.TensorRt;

/// <summary>
/// A working folder for one thread. TensorRT's cache is named by one variable for the whole process, and the names of its files are those of
/// parts of a model, which are the same in many models. So the variable names the thread's own working folder, and each handle's thread has its
/// model's: no variable changes while others may read it, and no model meets another's engines.
/// </summary>
internal static partial class ThreadFolder
{
    /// <summary>A path that leads each thread to its own working folder.</summary>
    public const string OfEachThread = "/proc/thread-self/cwd";

    private const int CloneFileSystem = 0x200;

    /// <summary>Whether this system has such folders.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux();

    /// <summary>Gives the calling thread a working folder of its own. Only for a thread that was made for this and ends with it.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static void Enter(string? folder)
    {
        if (folder is not null && (Native.Unshare(CloneFileSystem) != 0 || Native.ChangeFolder(folder) != 0))
        {
            throw new IOException($"the thread cannot work in '{folder}': {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Unshare(int flags);

        [LibraryImport("libc", EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int ChangeFolder(string path);
    }
}
