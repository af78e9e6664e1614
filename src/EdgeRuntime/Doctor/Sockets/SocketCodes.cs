namespace EdgeActors.Doctor.Sockets;

/// <summary>What can be found about the socket's path.</summary>
internal static class SocketCodes
{
    public static readonly DoctorCode Ok = new("SOCKET-OK", Area.Socket, Severity.Ok, "the agent can listen there, or does");

    public static readonly DoctorCode FolderMissing = new(
        "SOCKET-FOLDER-MISSING", Area.Socket, Severity.Error, "the socket's folder is not there", "make it, or choose another path with -a");

    public static readonly DoctorCode FolderDenied = new(
        "SOCKET-FOLDER-DENIED", Area.Socket, Severity.Error, "this user may not make the socket in its folder",
        "give the folder to the agent's user, or choose another path with -a");

    public static readonly DoctorCode FolderOpen = new(
        "SOCKET-FOLDER-OPEN", Area.Socket, Severity.Warning,
        "everybody may remove the socket and put another in its place", "chmod o-w FOLDER, or chmod +t FOLDER");

    public static readonly DoctorCode FolderClosed = new(
        "SOCKET-FOLDER-CLOSED", Area.Socket, Severity.Warning, "clients of the socket's group cannot get into its folder", "chmod g+x FOLDER, or o+x");

    public static readonly DoctorCode Link = new(
        "SOCKET-LINK", Area.Socket, Severity.Error, "the path is a symbolic link, which the agent does not follow", "name the real path with -a");

    public static readonly DoctorCode Foreign = new(
        "SOCKET-FOREIGN", Area.Socket, Severity.Error, "something that is no socket has the path; the agent does not remove it",
        "move it away, or choose another path with -a");

    public static readonly DoctorCode Stale = new(
        "SOCKET-STALE", Area.Socket, Severity.Warning, "an agent left its socket behind: it was killed or crashed",
        "look into its log why; the next start replaces the socket");

    public static readonly DoctorCode Group = new(
        "SOCKET-GROUP", Area.Socket, Severity.Error, "the group of --group is not on this machine", "groupadd --system GROUP");

    public static readonly DoctorCode Denied = new(
        "SOCKET-DENIED", Area.Socket, Severity.Warning, "this user may not connect to the socket", "join its group: usermod -aG GROUP USER");

    public static readonly DoctorCode Unclear = new(
        "SOCKET-UNCLEAR", Area.Socket, Severity.Error, "the system does not say whether somebody listens", "restart the agent with -f");

    public static readonly IReadOnlyList<DoctorCode> All =
        [Ok, FolderMissing, FolderDenied, FolderOpen, FolderClosed, Link, Foreign, Stale, Group, Denied, Unclear];
}
