using EdgeActors.Doctor;
using EdgeActors.Doctor.Paths;
using EdgeActors.Doctor.Serving;
using EdgeActors.Doctor.Sockets;

namespace EdgeActors.Specs.Doctor;

public sealed class SocketJudgementSpecs
{
    private const string Path = "/run/edge/agent.sock";

    private static readonly PathFacts Folder = Facts(PathKind.Folder, 0b111_101_101);
    private static readonly SocketFacts Free = new(Path, Folder, MayCreate: true, File: null, Reach.Nothing, "", Group: null, GroupIsKnown: true);

    private static SocketFacts Served => Free with { File = Facts(PathKind.Socket, 0b110_110_000), Reach = Reach.Open };

    [Fact]
    public void Free_or_served_path_is_well_and_says_who_may_connect()
    {
        SocketCheck.Judge(Free).Only(SocketCodes.Ok, "is free; it will be for its user and the group of the agent (mode 0660)");
        SocketCheck.Judge(Free with { Group = "ggc" }).Only(SocketCodes.Ok, "the group 'ggc'");
        SocketCheck.Judge(Served).Only(SocketCodes.Ok, "is served; its mode is 0660");
        SocketCheck.Judge(Served with { MayCreate = false }).Only(SocketCodes.Ok);
    }

    [Fact]
    public void Folder_that_is_not_there_or_is_none_is_told()
    {
        Assert.Equal("install -d -m 0755 /run/edge", SocketCheck.Judge(Free with { Folder = null, MayCreate = false }).Only(SocketCodes.FolderMissing).Fix);
        SocketCheck.Judge(Free with { Folder = Facts(PathKind.File, 0) }).Only(SocketCodes.FolderMissing);
    }

    [Theory]
    [InlineData("/run/edge", "/run/edge")]
    [InlineData("/run/my edge", "'/run/my edge'")]
    [InlineData("/run/$(reboot);#", "'/run/$(reboot);#'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void Whatever_a_path_is_called_stays_one_word_of_a_command(string path, string word) => Assert.Equal(word, ShellWord.Of(path));

    [Fact]
    public void Folder_is_judged_by_its_rights()
    {
        SocketCheck.Judge(Free with { MayCreate = false }).Only(SocketCodes.FolderDenied, "mode 0755");
        SocketCheck.Judge(Free with { Folder = Facts(PathKind.Folder, 0b111_111_111) }).Only(SocketCodes.FolderOpen, "0777");
        SocketCheck.Judge(Free with { Folder = Facts(PathKind.Folder, 0b001_111_111_111) }).Only(SocketCodes.Ok);
        SocketCheck.Judge(Free with { Folder = Facts(PathKind.Folder, 0b111_000_000) }).Only(SocketCodes.Ok);
        SocketCheck.Judge(Free with { Folder = Facts(PathKind.Folder, 0b111_000_000), Group = "ggc" }).Only(SocketCodes.FolderClosed, "'ggc'");
    }

    [Fact]
    public void Folder_on_a_read_only_file_system_is_not_cured_by_another_owner() => Assert.StartsWith(
        "choose another path with -a",
        SocketCheck.Judge(Free with { MayCreate = false, IsReadOnly = true }).Only(SocketCodes.FolderDenied, "read-only").Fix,
        StringComparison.Ordinal);

    [Fact]
    public void What_has_the_path_is_told()
    {
        Judge(Facts(PathKind.Link, 0b111_111_111), Reach.Open).Only(SocketCodes.Link);
        Judge(Facts(PathKind.File, 0b110_000_000), Reach.Nothing).Only(SocketCodes.Foreign, "is a file");
        Judge(Facts(PathKind.Folder, 0b110_000_000), Reach.Nothing).Only(SocketCodes.Foreign, "is a folder");
        Judge(Facts(PathKind.Socket, 0b110_110_000), Reach.Refused).Only(SocketCodes.Stale, "nobody listens");
        Judge(Facts(PathKind.Socket, 0b110_110_000), Reach.Denied).Only(SocketCodes.Denied, "0660");
        Judge(Facts(PathKind.Socket, 0b110_110_000), Reach.Unclear).Only(SocketCodes.Unclear);
    }

    [Fact]
    public void Unknown_group_is_told_besides() => Assert.Equal(
        ["SOCKET-STALE", "SOCKET-GROUP"],
        SocketCheck.Judge(Free with { File = Facts(PathKind.Socket, 0), Reach = Reach.Refused, Group = "ggc", GroupIsKnown = false }).Codes());

    private static IReadOnlyList<Finding> Judge(PathFacts file, Reach reach) => SocketCheck.Judge(Free with { File = file, Reach = reach });

    private static PathFacts Facts(PathKind kind, int mode) => new(kind, 0, 0, (UnixFileMode)mode, 1);
}
