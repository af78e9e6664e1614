using EdgeActors.Doctor.Disks;
using EdgeActors.Doctor.Paths;
using EdgeActors.Doctor.Serving;
using EdgeActors.Grpc.Socket;

namespace EdgeActors.Doctor.Sockets;

/// <summary>What is known of the socket's path.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Folder">Its folder; null when that is not there.</param>
/// <param name="MayCreate">Whether this user may make files in the folder.</param>
/// <param name="File">What is at the path; null for nothing.</param>
/// <param name="Reach">What happened to who connected.</param>
/// <param name="Detail">What went wrong when it is unclear.</param>
/// <param name="Group">The group that was asked for; null for none.</param>
/// <param name="GroupIsKnown">Whether the machine knows it.</param>
internal sealed record SocketFacts(
    string Path, PathFacts? Folder, bool MayCreate, PathFacts? File, Reach Reach, string Detail, string? Group, bool GroupIsKnown)
{
    /// <summary>Whether the folder is on a file system that nobody may write.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The folder's path.</summary>
    public string FolderPath => System.IO.Path.GetDirectoryName(Path) ?? "/";

    /// <summary>Looks.</summary>
    public static SocketFacts At(string path, string? group, ServingFacts serving)
    {
        string folder = System.IO.Path.GetDirectoryName(path) ?? "/";
        return new SocketFacts(
            path, PathFacts.At(folder, follow: true), PathRights.MayCreateIn(folder), PathFacts.At(path), serving.Reach, serving.Detail, group, IsKnown(group))
        {
            IsReadOnly = IsOnReadOnly(folder),
        };
    }

    private static bool IsOnReadOnly(string folder)
    {
        try
        {
            return FileSystemFacts.At(folder).IsReadOnly;
        }
        catch (IOException)
        {
            // The folder itself is told of.
            return false;
        }
    }

    private static bool IsKnown(string? group)
    {
        try
        {
            _ = group is null || OperatingSystem.IsWindows() ? 0 : UnixFile.GroupId(group);
            return true;
        }
        catch (SocketClaimException)
        {
            return false;
        }
    }
}
