namespace EdgeActors.Doctor.Segments;

/// <summary>What can be found about System V shared memory.</summary>
internal static class SegmentCodes
{
    public static readonly DoctorCode Ok = new("SHM-OK", Area.SharedMemory, Severity.Ok, "clients of this machine can hand over tensors by shared memory");

    public static readonly DoctorCode Absent = new(
        "SHM-ABSENT", Area.SharedMemory, Severity.Note, "this system has no System V shared memory; tensors go as bytes", "nothing, or a kernel with CONFIG_SYSVIPC");

    public static readonly DoctorCode Small = new(
        "SHM-SMALL", Area.SharedMemory, Severity.Warning, "segments may not be larger than a message, so large tensors have no way to the agent",
        "sysctl -w kernel.shmmax=BYTES kernel.shmall=PAGES, and the same in /etc/sysctl.d");

    public static readonly DoctorCode Full = new(
        "SHM-FULL", Area.SharedMemory, Severity.Warning, "nine of ten segments that this machine may have are there; clients that crash leave theirs behind",
        "look at them (ipcs -m) and remove those that nobody is attached to: ipcrm -m ID");

    public static readonly DoctorCode Namespace = new(
        "SHM-NAMESPACE", Area.SharedMemory, Severity.Note, "this IPC namespace is not the machine's, or not the agent's: segments from outside are not seen",
        "share it where clients use shared memory: docker --ipc, hostIPC: true, PrivateIPC=no");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Absent, Small, Full, Namespace];
}
