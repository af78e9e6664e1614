namespace EdgeActors.Doctor.Disks;

/// <summary>What can be found about room on disks.</summary>
internal static class DiskCodes
{
    public static readonly DoctorCode Ok = new("DISK-OK", Area.Disk, Severity.Ok, "there is room for all that the budgets allow");

    public static readonly DoctorCode Full = new(
        "DISK-FULL", Area.Disk, Severity.Error, "less than 16 MiB are free: captures are refused, or will be at once",
        "make room: du -xh -d 2 / | sort -h | tail; logs and old packages first");

    public static readonly DoctorCode Space = new(
        "DISK-SPACE", Area.Disk, Severity.Warning, "the disk is full before the budgets are used up",
        "make room, or lower edgeactors_disk_budget and edgeactors_spool_budget");

    public static readonly DoctorCode Inodes = new(
        "DISK-INODES", Area.Disk, Severity.Error, "fewer than 1000 files can still be made", "remove small files: df -i; find / -xdev -printf '%h\\n' | sort | uniq -c | sort -n | tail");

    public static readonly DoctorCode ReadOnly = new(
        "DISK-READONLY", Area.Disk, Severity.Error, "the file system is mounted read-only; the kernel does that to a disk with errors",
        "look why (dmesg), check it (fsck), then: mount -o remount,rw MOUNT");

    public static readonly DoctorCode Unbounded = new(
        "DISK-UNBOUNDED", Area.Disk, Severity.Note, "stored captures have no budget, so they can fill the disk", "set edgeactors_disk_budget");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Full, Space, Inodes, ReadOnly, Unbounded];
}
