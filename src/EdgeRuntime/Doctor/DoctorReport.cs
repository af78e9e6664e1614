using EdgeActors.Cli;
using EdgeActors.Doctor.Settings;

namespace EdgeActors.Doctor;

/// <summary>All findings, and what they come to.</summary>
/// <param name="Findings">The worst first; within a severity in the order of the areas.</param>
internal sealed record DoctorReport(IReadOnlyList<Finding> Findings)
{
    /// <summary>Of what the checks found.</summary>
    public static DoctorReport Of(IEnumerable<Finding> findings) =>
        new([.. findings.OrderByDescending(finding => finding.Code.Severity).ThenBy(finding => finding.Code.Area)]);

    /// <summary>How many findings are so bad.</summary>
    public int Count(Severity severity) => Findings.Count(finding => finding.Code.Severity == severity);

    /// <summary>
    /// What the process ends with: 2 when the configuration is at fault, else 1 when there is an error, or a warning while
    /// <paramref name="strict"/>, else 0.
    /// </summary>
    public int ExitWith(bool strict) => Findings.Any(finding => finding.Code == SettingsCodes.Fault) ? ExitCode.BadUsage
        : Count(Severity.Error) > 0 || (strict && Count(Severity.Warning) > 0) ? ExitCode.Failed
        : ExitCode.Ok;
}
