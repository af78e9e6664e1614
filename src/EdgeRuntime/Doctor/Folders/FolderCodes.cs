namespace EdgeActors.Doctor.Folders;

/// <summary>What can be found about the agent's folders.</summary>
internal static class FolderCodes
{
    public static readonly DoctorCode Ok = new("FOLDER-OK", Area.Folders, Severity.Ok, "the agent's folders can be made or written");

    public static readonly DoctorCode Unused = new("FOLDER-UNUSED", Area.Folders, Severity.Ok, "with these settings the agent writes no folder");

    public static readonly DoctorCode Denied = new(
        "FOLDER-DENIED", Area.Folders, Severity.Error, "a folder is not there and this user may not make it",
        "install -d -m 0700 -o USER FOLDER, or choose another one with --data-root");

    public static readonly DoctorCode Owner = new(
        "FOLDER-OWNER", Area.Folders, Severity.Error, "a folder is not the agent's user's; the agent refuses it", "chown -R USER FOLDER");

    public static readonly DoctorCode Link = new(
        "FOLDER-LINK", Area.Folders, Severity.Error, "a folder is a symbolic link; the agent refuses it",
        "name the real folder in the configuration, or mount it there: mount --bind REAL FOLDER");

    public static readonly DoctorCode File = new("FOLDER-FILE", Area.Folders, Severity.Error, "something that is no folder has its path", "move it away");

    public static readonly DoctorCode Open = new(
        "FOLDER-OPEN", Area.Folders, Severity.Warning, "others may change what the agent has stored", "chmod 0700 FOLDER");

    public static readonly DoctorCode Write = new(
        "FOLDER-WRITE", Area.Folders, Severity.Error, "a file cannot be written, fsynced and renamed in a folder",
        "look at the disk and its mount: dmesg, mount, df");

    public static readonly DoctorCode Slow = new(
        "FOLDER-SLOW", Area.Folders, Severity.Note, "writing and fsyncing a small file takes over half a second, and each capture with DbEnable waits for that",
        "use a faster disk, or let others write less to it");

    public static readonly DoctorCode Split = new(
        "FOLDER-SPLIT", Area.Folders, Severity.Warning, "the journal is on another file system than its data root, so a damaged one cannot be set aside",
        "keep the data root on one file system");

    public static readonly DoctorCode Volatile = new(
        "FOLDER-VOLATILE", Area.Folders, Severity.Warning, "DbEnable promises that captures last, and the folder is in memory", "choose a folder on a disk with --data-root");

    public static readonly DoctorCode Network = new(
        "FOLDER-NETWORK", Area.Folders, Severity.Warning, "the folder is on a network file system, on which SQLite's locks and fsync do not do what they say",
        "choose a folder on a local disk with --data-root");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Unused, Denied, Owner, Link, File, Open, Write, Slow, Split, Volatile, Network];
}
