using System.Globalization;

namespace EdgeActors.Configuration;

/// <summary>
/// Finds how much memory this process may use at most: the tightest limit of its control groups (version 1 or 2), or else
/// what the machine has.
/// </summary>
/// <param name="readFile">Gives a file's text, or null when there is no such file.</param>
/// <param name="machineBytes">What is taken when nothing limits.</param>
internal sealed class MemoryLimit(Func<string, string?> readFile, long machineBytes)
{
    /// <summary>The part of the limit, 0 to 1, that models may take unless told otherwise; the rest is for the process itself.</summary>
    public const double ModelShare = 0.8;

    /// <summary>The limit in bytes.</summary>
    public long Bytes() => new ControlGroups(readFile).Texts("memory", "memory.max", "memory.limit_in_bytes")
        .Select(static text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : long.MaxValue)
        .Append(machineBytes)
        .Min();

    /// <summary>The default of <c>--memory-budget</c>.</summary>
    public long ModelBudget() => (long)(Bytes() * ModelShare);

    /// <summary>The limit of this process on this machine.</summary>
    public static MemoryLimit OfThisProcess() => new(
        path => File.Exists(path) ? File.ReadAllText(path) : null,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
