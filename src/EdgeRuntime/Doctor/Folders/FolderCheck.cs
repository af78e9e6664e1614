using System.Globalization;
using EdgeActors.Doctor.Paths;

namespace EdgeActors.Doctor.Folders;

/// <summary>Whether the agent can use its folders, by the same rules as it has: its user's own, no links, written with fsync and rename.</summary>
internal sealed class FolderCheck : ICheck
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    public Area Area => Area.Folders;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel)
    {
        FolderFacts[] folders = [.. AgentFolder.Of(context.Capture).Select(folder => FolderFacts.Of(folder, context.Time))];
        string root = context.Capture.DataRoot;
        uint? agent = ExpectedOwner((await context.ServingAsync()).User, Accounts.Me, PathFacts.At(root, follow: true)?.Owner);
        return Judge(folders, agent, PathFacts.At(PathRights.NearestFolder(root), follow: true)?.Device);
    }

    /// <summary>
    /// The agent's user: that of the running one, else who asks; and when root asks for data that are not root's, their owner.
    /// </summary>
    public static uint? ExpectedOwner(uint? running, uint? me, uint? ownerOfRoot) => running ?? (me == Accounts.Root ? ownerOfRoot ?? me : me);

    /// <summary>What the facts mean.</summary>
    /// <param name="folders">Them.</param>
    /// <param name="agent">The user that they must belong to; null where users have no numbers.</param>
    /// <param name="rootDevice">File system of the data root; null when unknown.</param>
    public static IReadOnlyList<Finding> Judge(IReadOnlyList<FolderFacts> folders, uint? agent, ulong? rootDevice)
    {
        if (folders.Count == 0)
        {
            return [FolderCodes.Unused.Seen("captures go to the bucket and wait in memory")];
        }

        Finding[] findings = [.. folders.SelectMany(facts => Judge(facts, agent)), .. Split(folders, rootDevice)];
        return findings.Any(finding => finding.Code.Severity > Severity.Note)
            ? findings
            : [.. findings, FolderCodes.Ok.Seen(string.Join("; ", folders.Select(Seen)))];
    }

    private static IEnumerable<Finding> Judge(FolderFacts facts, uint? agent)
    {
        (string role, string path) = (facts.Folder.Role, facts.Folder.Path);
        if (facts.Look is not { } look)
        {
            return facts.MayCreate
                ? OnItsFileSystem(facts)
                : [FolderCodes.Denied.Seen($"{path} ({role}) is not there, and this user may not make files in {facts.Above}", $"install -d -m 0700 -o {User(agent)} {ShellWord.Of(path)}")];
        }

        return look.Kind switch
        {
            PathKind.Link => [FolderCodes.Link.Seen($"{path} ({role}) is a symbolic link")],
            not PathKind.Folder => [FolderCodes.File.Seen($"{path} ({role}) is no folder", $"mv {ShellWord.Of(path)} {ShellWord.Of(path + ".old")}")],
            _ => [.. OfFolder(facts, look, agent), .. OnItsFileSystem(facts)],
        };
    }

    private static IEnumerable<Finding> OfFolder(FolderFacts facts, PathFacts look, uint? agent)
    {
        (string role, string path) = (facts.Folder.Role, facts.Folder.Path);
        if (look.Owner is { } owner && agent is { } user && owner != user)
        {
            yield return FolderCodes.Owner.Seen(
                $"{path} ({role}) belongs to {Accounts.Show(owner)} and must belong to {Accounts.Show(user)}", $"chown -R {User(user)} {ShellWord.Of(path)}");
        }

        if (look.IsOpen)
        {
            yield return FolderCodes.Open.Seen($"{path} ({role}) has mode {look.Octal}", $"chmod 0700 {ShellWord.Of(path)}");
        }

        if (facts.WriteFault is { } fault)
        {
            yield return FolderCodes.Write.Seen(fault);
        }
        else if (facts.WriteTook > Slow)
        {
            yield return FolderCodes.Slow.Seen(string.Create(CultureInfo.InvariantCulture, $"it took {facts.WriteTook.Value.TotalMilliseconds:0} ms in {path} ({role})"));
        }
    }

    private static IEnumerable<Finding> OnItsFileSystem(FolderFacts facts)
    {
        string where = $"{facts.Folder.Path} ({facts.Folder.Role}) is on {facts.FileSystem.TypeName}";
        return !facts.Folder.IsDurable ? []
            : facts.FileSystem.IsInMemory ? [FolderCodes.Volatile.Seen(where)]
            : facts.FileSystem.IsOnNetwork ? [FolderCodes.Network.Seen(where)]
            : [];
    }

    private static IEnumerable<Finding> Split(IEnumerable<FolderFacts> folders, ulong? rootDevice) =>
        from facts in folders
        where facts.Folder.IsDurable && facts.Folder.Role == "journal" && facts.Look is { Kind: PathKind.Folder } look && rootDevice is { } root && look.Device != root
        select FolderCodes.Split.Seen($"{facts.Folder.Path} is a mount of its own");

    private static string Seen(FolderFacts facts) => facts switch
    {
        { Look: null } => $"{facts.Folder.Path} is made when it is needed",
        { WriteTook: { } took } => string.Create(CultureInfo.InvariantCulture, $"{facts.Folder.Path} written and fsynced in {took.TotalMilliseconds:0} ms"),
        _ => $"{facts.Folder.Path} is there, and was not written, since it is another user's",
    };

    private static string User(uint? user) => user is { } number ? Accounts.ForSudo(number).TrimStart('#') : "USER";
}
