using System.Globalization;
using EdgeActors.Configuration;

namespace EdgeActors.Doctor.Limits;

/// <summary>What limits a process.</summary>
/// <param name="Whose">Whose limits these are, within a sentence.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Tasks">Threads of its control group; null for no limit.</param>
/// <param name="Processors">Processors by quota; null for no limit.</param>
/// <param name="OpenFiles">Open files; null when unknown or without a limit.</param>
internal sealed record LimitFacts(string Whose, long Memory, long? Tasks, double? Processors, long? OpenFiles)
{
    private const string OwnGroups = "/proc/self/cgroup";
    private const string FilesLine = "Max open files";
    private const double UsualPeriod = 100_000;

    /// <summary>Looks at the running agent, or at this process when none runs or it may not be looked at.</summary>
    /// <param name="agent">Process id of the agent; null when none runs.</param>
    public static LimitFacts Of(int? agent) => agent is { } pid && ReadFile($"/proc/{pid}/limits") is not null
        ? Of(
            "the running agent",
            path => ReadFile(path == OwnGroups ? $"/proc/{pid}/cgroup" : path),
            ReadFile($"/proc/{pid}/limits"))
        : Of("this shell; a service may have others", ReadFile, ReadFile("/proc/self/limits"));

    /// <summary>The same from any files.</summary>
    /// <param name="whose">Whose limits these are.</param>
    /// <param name="readFile">Gives a file's text, or null when there is no such file.</param>
    /// <param name="limits">Text of the process's <c>limits</c>; null when unknown.</param>
    public static LimitFacts Of(string whose, Func<string, string?> readFile, string? limits)
    {
        ControlGroups groups = new(readFile);
        return new LimitFacts(
            whose,
            new MemoryLimit(readFile, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes).Bytes(),
            groups.Texts("pids", "pids.max", "pids.max").Select(Number).Min(),
            groups.Texts("cpu", "cpu.max", "cpu.cfs_quota_us").Select(Quota).Min(),
            FilesOf(limits));
    }

    // Version 2 has quota and period, version 1 the quota alone, and hardly anybody changes its period.
    private static double? Quota(string text)
    {
        string[] parts = text.Split(' ');
        double period = parts.Length > 1 && Number(parts[1]) is { } told and > 0 ? told : UsualPeriod;
        return Number(parts[0]) / period;
    }

    private static long? FilesOf(string? limits) => limits?.Split('\n')
        .Where(line => line.StartsWith(FilesLine, StringComparison.Ordinal))
        .Select(line => Number(line[FilesLine.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]))
        .FirstOrDefault();

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string? ReadFile(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has ended.
            return null;
        }
    }
}
