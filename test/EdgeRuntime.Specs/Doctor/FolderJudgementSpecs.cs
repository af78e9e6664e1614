using EdgeActors.Configuration.Capture;
using EdgeActors.Doctor;
using EdgeActors.Doctor.Disks;
using EdgeActors.Doctor.Folders;
using EdgeActors.Doctor.Paths;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.Storage;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Doctor;

public sealed class FolderJudgementSpecs
{
    // No system gives anybody this number, so it has no name.
    private const uint Agent = 4_000_000_000;
    private const long Tmpfs = 0x01021994;
    private const long Nfs = 0x6969;

    private static readonly FileSystemFacts Disk = new(0xEF53, 100L << 30, 50L << 30, 1_000_000, 900_000, IsReadOnly: false);
    private static readonly AgentFolder Journal = new("journal", "/data/db", 5 << 20) { IsDurable = true };

    private static FolderFacts Good => new(Journal, Look(0b111_000_000), "/data/db", MayCreate: true, Disk) { WriteTook = TimeSpan.FromMilliseconds(3) };

    [Fact]
    public void Own_folder_that_can_be_written_is_well() => Judge(Good).Only(FolderCodes.Ok, "/data/db written and fsynced in 3 ms");

    [Fact]
    public void Absent_folder_is_well_if_it_can_be_made()
    {
        FolderFacts absent = Good with { Look = null, Above = "/data", WriteTook = null };

        Judge(absent).Only(FolderCodes.Ok, "is made when it is needed");
        Assert.Contains("install -d -m 0700 -o 4000000000 /data/db", Judge(absent with { MayCreate = false }).Only(FolderCodes.Denied, "/data").Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_the_agent_would_refuse_is_told()
    {
        Judge(Good with { Look = Look(0b111_000_000, PathKind.Link) }).Only(FolderCodes.Link);
        Judge(Good with { Look = Look(0b110_000_000, PathKind.File) }).Only(FolderCodes.File);
        Assert.Equal("chown -R 4000000000 /data/db", Judge(Good with { Look = Look(0b111_000_000, owner: 0) }).Only(FolderCodes.Owner, "belongs to root (0)").Fix);
    }

    [Fact]
    public void Folder_that_works_badly_is_told()
    {
        Judge(Good with { Look = Look(0b111_110_000) }).Only(FolderCodes.Open, "0760");
        Judge(Good with { WriteFault = "cannot fsync: Input/output error (errno 5)" }).Only(FolderCodes.Write, "errno 5");
        Assert.Equal(["FOLDER-SLOW", "FOLDER-OK"], Judge(Good with { WriteTook = TimeSpan.FromSeconds(1) }).Codes());
    }

    [Fact]
    public void What_was_promised_to_last_has_to_be_on_a_local_disk()
    {
        Judge(Good with { FileSystem = Disk with { Type = Tmpfs } }).Only(FolderCodes.Volatile, "tmpfs");
        Judge(Good with { FileSystem = Disk with { Type = Nfs } }).Only(FolderCodes.Network, "nfs");
        Judge(Good with { Folder = Journal with { IsDurable = false }, FileSystem = Disk with { Type = Tmpfs } }).Only(FolderCodes.Ok);
    }

    [Fact]
    public void Journal_on_another_file_system_is_told() =>
        FolderCheck.Judge([Good], Agent, rootDevice: 2).Only(FolderCodes.Split, "/data/db");

    [Fact]
    public void Folders_belong_to_the_running_agent_or_to_who_asks_or_for_root_to_the_owner_of_the_data()
    {
        Assert.Equal(5u, FolderCheck.ExpectedOwner(running: 5, me: 0, ownerOfRoot: 7));
        Assert.Equal(1000u, FolderCheck.ExpectedOwner(running: null, me: 1000, ownerOfRoot: 7));
        Assert.Equal(7u, FolderCheck.ExpectedOwner(running: null, me: 0, ownerOfRoot: 7));
        Assert.Equal(0u, FolderCheck.ExpectedOwner(running: null, me: 0, ownerOfRoot: null));
    }

    [Fact]
    public void Which_folders_are_written_is_up_to_the_settings()
    {
        CaptureSettings disk = new() { DataRoot = "/data", DiskPath = "/data/capture", DiskBudget = 0 };

        Assert.Equal([("/data/capture", null)], AgentFolder.Of(disk).Select(folder => (folder.Path, folder.Budget)));
        Assert.Equal(
            ["/data/db", "/data/damaged", "/data/spool"],
            AgentFolder.Of(disk with { Destination = CaptureDestination.Cloud, Buffer = disk.Buffer with { Durable = true } }).Select(folder => folder.Path));
        FolderCheck.Judge([], Agent, null).Only(FolderCodes.Unused);
    }

    // Opened and looked at twice, written, fsynced, closed, renamed, the folder fsynced.
    [UnixFact]
    public void Probe_tells_whichever_call_fails_and_leaves_nothing_but_what_the_agent_sweeps()
    {
        using TemporaryFolder folder = new();

        Assert.Null(WriteProbe.Fault(folder.Path));
        Assert.Empty(folder.Files);
        foreach (int nth in Enumerable.Range(1, 9))
        {
            Assert.Contains("errno 5", WriteProbe.Fault(folder.Path, new FaultyCalls(nth)), StringComparison.Ordinal);
            Assert.All(folder.Files, name => Assert.True(DurableFile.IsTemporary(name)));
        }
    }

    private static IReadOnlyList<Finding> Judge(FolderFacts facts) => FolderCheck.Judge([facts], Agent, rootDevice: 1);

    private static PathFacts Look(int mode, PathKind kind = PathKind.Folder, uint owner = Agent) => new(kind, owner, owner, (UnixFileMode)mode, 1);
}
