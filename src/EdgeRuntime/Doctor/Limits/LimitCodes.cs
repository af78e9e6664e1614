namespace EdgeActors.Doctor.Limits;

/// <summary>What can be found about limits of the process.</summary>
internal static class LimitCodes
{
    public static readonly DoctorCode Ok = new("LIMIT-OK", Area.Limits, Severity.Ok, "control groups and process limits leave the agent what it needs");

    public static readonly DoctorCode Budget = new(
        "LIMIT-BUDGET", Area.Limits, Severity.Error, "models may take more memory than the process: the kernel would kill the agent",
        "leave --memory-budget out (80 % of the limit), or raise the limit (MemoryMax=, docker --memory, Greengrass systemResourceLimits)");

    public static readonly DoctorCode Memory = new(
        "LIMIT-MEMORY", Area.Limits, Severity.Warning, "less than 128 MiB are allowed, and an agent without a model takes 65 MB already",
        "raise the limit (MemoryMax=, docker --memory, Greengrass systemResourceLimits)");

    public static readonly DoctorCode Tasks = new(
        "LIMIT-TASKS", Area.Limits, Severity.Warning, "fewer than 64 threads are allowed: an idle agent has 17, and each run of a model one more",
        "raise the limit (TasksMax=, docker --pids-limit)");

    public static readonly DoctorCode Cpu = new(
        "LIMIT-CPU", Area.Limits, Severity.Warning, "less than half a processor is allowed: predictions wait for their turn",
        "raise the limit (CPUQuota=, docker --cpus, Greengrass systemResourceLimits)");

    public static readonly DoctorCode Files = new(
        "LIMIT-FILES", Area.Limits, Severity.Warning, "fewer files may be open than the agent takes connections and has files of its own",
        "raise the limit (LimitNOFILE=, ulimit -n)");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Budget, Memory, Tasks, Cpu, Files];
}
