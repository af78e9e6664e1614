using EdgeActors.Storage.Files;

namespace EdgeActors.Doctor.Paths;

/// <summary>What this process may do with a path, by the system's own word.</summary>
internal static class PathRights
{
    private const int WriteAndEnter = 2 | 1;
    private const int EffectiveUser = 0x200;

    /// <summary>Whether files can be made in a folder.</summary>
    public static bool MayCreateIn(string folder) =>
        !OperatingSystem.IsLinux() || FileNative.AccessAt(IFileCalls.NoFolder, folder, WriteAndEnter, EffectiveUser) == 0;

    /// <summary>The nearest folder at or above a path that is there.</summary>
    public static string NearestFolder(string path)
    {
        string at = path;
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } above)
        {
            at = above;
        }

        return at;
    }
}
