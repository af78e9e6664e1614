using System.Runtime.InteropServices;

namespace EdgeActors.Hosting;

/// <summary>The end of the process without anybody's consent.</summary>
internal static partial class ProcessEnd
{
    /// <summary>
    /// Ends the process at once. The orderly way would unload libraries below threads that still compute in them, which aborts.
    /// </summary>
    public static void Now(int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(exitCode);
        }

        Native.Exit(exitCode);
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "_exit")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial void Exit(int exitCode);
    }
}
