using System.Runtime.InteropServices;

namespace EdgeActors.Engines;

/// <summary>
/// The environment that native libraries see: the C library's. The runtime's own setter does not reach it on Unix. Set early, since a
/// thread that reads it meanwhile may read what is being moved.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable, in place of one that is there; false when the system refuses.</summary>
    public static bool Set(string name, string value)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(name, value);
            return true;
        }

        return SetEnv(name, value, 1) == 0;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
