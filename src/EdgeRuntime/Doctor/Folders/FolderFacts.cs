using EdgeActors.Doctor.Disks;
using EdgeActors.Doctor.Paths;

namespace EdgeActors.Doctor.Folders;

/// <summary>What is known of one of the agent's folders.</summary>
/// <param name="Folder">Which.</param>
/// <param name="Look">What is at its path; null for nothing.</param>
/// <param name="Above">The nearest folder at or above it that is there.</param>
/// <param name="MayCreate">Whether this user may make files in that one.</param>
/// <param name="FileSystem">Where it is, or would be.</param>
internal sealed record FolderFacts(AgentFolder Folder, PathFacts? Look, string Above, bool MayCreate, FileSystemFacts FileSystem)
{
    /// <summary>Why a file could not be written, fsynced and renamed in it; null when it could or was not tried.</summary>
    public string? WriteFault { get; init; }

    /// <summary>How long that took; null when it was not tried.</summary>
    public TimeSpan? WriteTook { get; init; }

    /// <summary>Looks, and writes one small file that it removes again, where the folder is this user's own.</summary>
    public static FolderFacts Of(AgentFolder folder, TimeProvider time)
    {
        PathFacts? look = PathFacts.At(folder.Path);
        string above = PathRights.NearestFolder(folder.Path);
        FolderFacts facts = new(folder, look, above, PathRights.MayCreateIn(above), FileSystemFacts.At(above));
        if (look is not { Kind: PathKind.Folder } || look.Owner != Accounts.Me)
        {
            return facts;
        }

        long start = time.GetTimestamp();
        string? fault = WriteProbe.Fault(folder.Path);
        return facts with { WriteFault = fault, WriteTook = time.GetElapsedTime(start) };
    }
}
