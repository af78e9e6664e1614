using System.Runtime.InteropServices;

namespace EdgeActors.Hosting;

/// <summary>The kernel's scheduling policies that matter here, with the numbers of Linux (<c>sched(7)</c>).</summary>
internal enum CpuPolicy
{
    /// <summary>Neither known nor to be changed: another system, or one that does not tell.</summary>
    Unknown = -1,

    /// <summary>What a process has unless somebody chose: a thread that is woken may take the processor from one that works.</summary>
    Other = 0,

    /// <summary>The same share of the processor, but who is woken waits until the thread that works there pauses or has had its turn.</summary>
    Batch = 3,
}

/// <summary>
/// The scheduling policy of the agent's threads. With <see cref="CpuPolicy.Other"/> the thread that waits for sockets takes the processor from the one
/// that answers, once per answer that has a client send its next call; with <see cref="CpuPolicy.Batch"/> it finds those calls together
/// (docs/performance.md).
/// </summary>
internal static partial class CpuScheduling
{
    /// <summary>Policy of the calling thread.</summary>
    public static CpuPolicy Current => OperatingSystem.IsLinux() ? (CpuPolicy)Native.GetScheduler(0) : CpuPolicy.Unknown;

    /// <summary>
    /// Lets threads finish what they do before others of this process begin. A policy other than the normal one stays: whoever started the process chose
    /// it. Call it on the first thread, before there are others: a thread begins with the policy of the one that made it. Where the system refuses, all
    /// stays as it was, which costs speed and nothing else.
    /// </summary>
    public static void Begin()
    {
        if (Current == CpuPolicy.Other)
        {
            Enter(CpuPolicy.Batch);
        }
    }

    /// <summary>Gives the calling thread a policy.</summary>
    /// <returns>Whether the system allows it.</returns>
    public static bool Enter(CpuPolicy policy)
    {
        // These policies know no priorities.
        int priority = 0;
        return OperatingSystem.IsLinux() && Native.SetPolicy(Native.Self(), (int)policy, in priority) == 0;
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int GetScheduler(int thread);

        [LibraryImport("libc", EntryPoint = "pthread_self")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial nuint Self();

        // The C library remembers what it is told here. The runtime gives each new thread what the C library remembers of the one that made it.
        [LibraryImport("libc", EntryPoint = "pthread_setschedparam")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int SetPolicy(nuint thread, int policy, in int priority);
    }
}
