using EdgeActors.Doctor.Paths;
using EdgeActors.Doctor.Serving;

namespace EdgeActors.Doctor.Sockets;

/// <summary>Whether the agent can listen on its path, and who could connect.</summary>
internal sealed class SocketCheck : ICheck
{
    private const UnixFileMode OthersEnter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const string ReadOnlyFix = "choose another path with -a, or make it writable: ReadWritePaths= in a unit, else mount it so";

    public Area Area => Area.Socket;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Judge(SocketFacts.At(context.Agent.Socket, context.Agent.Group, await context.ServingAsync()));

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(SocketFacts facts)
    {
        List<Finding> findings = [.. OfFolder(facts), .. OfFile(facts)];
        if (!facts.GroupIsKnown)
        {
            findings.Add(SocketCodes.Group.Seen($"there is no group '{facts.Group}'", $"groupadd --system {ShellWord.Of(facts.Group!)}"));
        }

        return findings.Count > 0 ? findings : [SocketCodes.Ok.Seen($"{Seen(facts)}; {Clients(facts)}")];
    }

    private static IEnumerable<Finding> OfFolder(SocketFacts facts)
    {
        string path = facts.FolderPath;
        if (facts.Folder is not { Kind: PathKind.Folder } folder)
        {
            yield return SocketCodes.FolderMissing.Seen($"there is no folder {path}", $"install -d -m 0755 {ShellWord.Of(path)}");
            yield break;
        }

        if (!facts.MayCreate && facts.Reach != Reach.Open)
        {
            // Who owns it makes no difference then.
            yield return facts.IsReadOnly
                ? SocketCodes.FolderDenied.Seen($"{path} is on a file system that is read-only here", ReadOnlyFix)
                : SocketCodes.FolderDenied.Seen($"{path} has mode {folder.Octal} and belongs to {Owner(folder)}");
        }

        if (folder.IsOpenToAll)
        {
            yield return SocketCodes.FolderOpen.Seen($"{path} has mode {folder.Octal}", $"chmod o-w {ShellWord.Of(path)}");
        }

        if (facts.Group is not null && folder.Owner is not null && (folder.Mode & OthersEnter) == 0)
        {
            yield return SocketCodes.FolderClosed.Seen($"{path} has mode {folder.Octal}, and the socket is for the group '{facts.Group}'", $"chmod o+x {ShellWord.Of(path)}");
        }
    }

    private static IEnumerable<Finding> OfFile(SocketFacts facts)
    {
        Finding? finding = facts switch
        {
            { File: null } => null,
            { File.Kind: PathKind.Link } => SocketCodes.Link.Seen($"{facts.Path} is a symbolic link"),
            { File.Kind: not PathKind.Socket } => SocketCodes.Foreign.Seen(
                $"{facts.Path} is a {(facts.File.Kind == PathKind.Folder ? "folder" : "file")}", $"mv {ShellWord.Of(facts.Path)} {ShellWord.Of(facts.Path + ".old")}"),
            { Reach: Reach.Refused } => SocketCodes.Stale.Seen($"{facts.Path} is a socket that nobody listens on"),
            { Reach: Reach.Denied } => SocketCodes.Denied.Seen($"{facts.Path} has mode {facts.File.Octal} and belongs to {Owner(facts.File)}"),
            { Reach: Reach.Unclear } => SocketCodes.Unclear.Seen($"{facts.Path}: {facts.Detail}"),
            _ => null,
        };
        return finding is null ? [] : [finding];
    }

    private static string Seen(SocketFacts facts) => facts.Reach == Reach.Open ? $"{facts.Path} is served" : $"{facts.Path} is free";

    private static string Clients(SocketFacts facts) => facts.File is { Kind: PathKind.Socket } socket
        ? $"its mode is {socket.Octal}, its user {Owner(socket)}, its group {socket.Group}"
        : $"it will be for its user and the group {(facts.Group is null ? "of the agent" : $"'{facts.Group}'")} (mode 0660)";

    private static string Owner(PathFacts path) => path.Owner is { } owner ? Accounts.Show(owner) : "somebody";
}
