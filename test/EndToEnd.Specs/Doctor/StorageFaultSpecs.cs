using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Doctor;

/// <summary>Setups whose folders, disks or journal are broken.</summary>
public sealed class StorageFaultSpecs
{
    // Root without any of its rights, so that modes count.
    private static readonly string[] Unprivileged = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"];

    [NeedsFact(Needs.Linux)]
    public async Task Link_in_place_of_a_folder_is_named()
    {
        using Patient patient = new();
        patient.Make();
        Directory.CreateSymbolicLink(Path.Combine(patient.Data, "spool"), patient.Folder);

        (await patient.DiagnoseAsync()).NamesOnly("FOLDER-LINK", "spool");
    }

    [NeedsFact(Needs.Linux)]
    public async Task File_in_place_of_a_folder_is_named()
    {
        using Patient patient = new();
        await File.WriteAllTextAsync(Path.Combine(patient.Make(), "capture"), "");

        (await patient.DiagnoseAsync()).NamesOnly("FOLDER-FILE", "capture");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Folder_that_others_may_change_is_named()
    {
        using Patient patient = new();
        File.SetUnixFileMode(patient.Make("db"), (UnixFileMode)0b111_111_111);

        (await patient.DiagnoseAsync()).NamesOnly("FOLDER-OPEN", "0777", exitCode: 0);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Folder_that_root_left_behind_in_the_agents_data_is_named()
    {
        using Patient patient = new();
        patient.Make("spool");
        patient.Make("db");
        await Programs.MustRunAsync(TimeSpan.FromSeconds(10), "chown", "65534", patient.Data, Path.Combine(patient.Data, "db"));

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.Names("FOLDER-OWNER", "spool) belongs to root (0) and must belong to");
        Assert.Contains("USER-OTHER", diagnosis.Troubles);
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "FOLDER-OWNER" && finding.Evidence.Contains("journal", StringComparison.Ordinal));
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Folders_that_may_not_be_made_are_named()
    {
        using Patient patient = new() { Wrapper = Unprivileged };
        File.SetUnixFileMode(patient.Make(), (UnixFileMode)0b101_000_000);
        patient.Socket = Path.Combine(patient.Data, "agent.sock");

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.Names("FOLDER-DENIED", "(journal) is not there");
        diagnosis.Names("SOCKET-FOLDER-DENIED", "mode 0500");
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Folder_that_may_not_be_written_is_named()
    {
        using Patient patient = new() { Wrapper = Unprivileged };
        File.SetUnixFileMode(patient.Make("spool"), (UnixFileMode)0b101_000_000);

        (await patient.DiagnoseAsync()).NamesOnly("FOLDER-WRITE", "spool");
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Journal_of_another_user_is_left_alone()
    {
        using Patient patient = new();
        await using (await AgentProcess.StartAsync("--durable", "--data-root", patient.Data))
        {
            patient.Make("db");
        }

        await Programs.MustRunAsync(TimeSpan.FromSeconds(10), "chown", "-R", "65534", patient.Data);
        string[] before = Directory.GetFileSystemEntries(patient.Data, "*", SearchOption.AllDirectories);

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.NamesOnly("USER-OTHER", "belongs to", exitCode: 0);
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "JOURNAL-UNREAD");
        Assert.Equal(before, Directory.GetFileSystemEntries(patient.Data, "*", SearchOption.AllDirectories));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Journal_in_memory_is_named_when_it_was_to_last()
    {
        using Patient patient = new();
        patient.Settings["LocalDataRootPath"] = $"/dev/shm/edge-doctor-{Environment.ProcessId}";
        patient.Settings["CaptureDataDiskPath"] = Path.Combine(patient.Folder, "capture");

        (await patient.DiagnoseAsync("--only", "folders")).Names("FOLDER-VOLATILE", "tmpfs", exitCode: 0);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Budget_that_no_disk_holds_is_named()
    {
        using Patient patient = new();
        patient.Settings["edgeactors_disk_budget"] = "1048576G";

        (await patient.DiagnoseAsync()).NamesOnly("DISK-SPACE", "1 PiB", exitCode: 0);
    }

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData("size=8M", "DISK-FULL")]
    [InlineData("size=64M,nr_inodes=200", "DISK-INODES")]
    [InlineData("size=64M,ro", "DISK-READONLY")]
    public async Task Disk_at_its_end_is_named(string mount, string code)
    {
        using Patient patient = new();
        await Programs.MustRunAsync(TimeSpan.FromSeconds(10), "mount", "-t", "tmpfs", "-o", mount, "edge-doctor", patient.Make());
        try
        {
            (await patient.DiagnoseAsync()).Names(code, patient.Data);
        }
        finally
        {
            await Programs.MustRunAsync(TimeSpan.FromSeconds(10), "umount", patient.Data);
        }
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Journal_on_a_mount_of_its_own_is_named()
    {
        using Patient patient = new();
        string db = patient.Make("db");
        await Programs.MustRunAsync(TimeSpan.FromSeconds(10), "mount", "-t", "tmpfs", "-o", "mode=0700", "edge-doctor", db);
        try
        {
            (await patient.DiagnoseAsync()).Names("FOLDER-SPLIT", "db", exitCode: 0);
        }
        finally
        {
            await Programs.MustRunAsync(TimeSpan.FromSeconds(10), "umount", db);
        }
    }

    [NeedsFact(Needs.Linux)]
    public async Task Journal_that_is_no_database_is_named_and_left_alone()
    {
        using Patient patient = new();
        string journal = Path.Combine(patient.Make("db"), "journal.db");
        await File.WriteAllBytesAsync(journal, [.. Enumerable.Repeat((byte)0x5A, 8192)]);

        (await patient.DiagnoseAsync()).NamesOnly("JOURNAL-DAMAGED", patient.Data);

        Assert.Equal(8192, new FileInfo(journal).Length);
        Assert.Equal(["journal.db"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(journal)!).Select(Path.GetFileName));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Files_that_were_set_aside_are_named()
    {
        using Patient patient = new();
        await using (await AgentProcess.StartAsync("--durable", "--data-root", patient.Data))
        {
            await File.WriteAllTextAsync(Path.Combine(patient.Make("spool", "damaged"), "batch"), "");
        }

        (await patient.DiagnoseAsync()).NamesOnly("JOURNAL-SET-ASIDE", "1 files", exitCode: 0);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Clock_that_went_back_is_named()
    {
        using Patient patient = new();
        string file = Path.Combine(patient.Make("spool"), "capture-1");
        await File.WriteAllTextAsync(file, "");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(2));

        (await patient.DiagnoseAsync()).NamesOnly("CLOCK-BEHIND", file, exitCode: 0);
    }
}
