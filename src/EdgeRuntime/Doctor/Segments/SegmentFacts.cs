using System.Globalization;

namespace EdgeActors.Doctor.Segments;

/// <summary>What the kernel says of System V shared memory.</summary>
/// <param name="LargestSegment">Bytes.</param>
/// <param name="AllBytes">Bytes of all segments together.</param>
/// <param name="MostSegments">Segments that there may be.</param>
/// <param name="Segments">Segments that are there.</param>
/// <param name="Namespace">This process's IPC namespace, for example <c>ipc:[4026531839]</c>; null when unknown.</param>
/// <param name="AgentNamespace">The running agent's; null when none runs or it may not be seen.</param>
internal sealed record SegmentFacts(decimal LargestSegment, decimal AllBytes, long MostSegments, long Segments, string? Namespace, string? AgentNamespace)
{
    /// <summary>The number that Linux gives the first namespace, which is the machine's own.</summary>
    public const string OfTheMachine = "ipc:[4026531839]";

    private const string Kernel = "/proc/sys/kernel/";
    private const string List = "/proc/sysvipc/shm";

    /// <summary>Looks; null where there is no such memory.</summary>
    /// <param name="agent">Process id of the agent; null when none runs.</param>
    public static SegmentFacts? Of(int? agent) => !File.Exists(List) || !File.Exists(Kernel + "shmmax")
        ? null
        : new SegmentFacts(
            Number("shmmax"),
            Number("shmall") * Environment.SystemPageSize,
            (long)Number("shmmni"),
            File.ReadLines(List).Skip(1).Count(),
            NamespaceOf("self"),
            agent is { } pid ? NamespaceOf(pid.ToString(CultureInfo.InvariantCulture)) : null);

    // Without a limit the kernel says nearly 2^64, which in bytes of all pages is more than any integer holds.
    private static decimal Number(string name) => decimal.Parse(File.ReadAllText(Kernel + name).Trim(), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string? NamespaceOf(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/ipc").LinkTarget;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // Only its own user and root may see it.
            return null;
        }
    }
}
