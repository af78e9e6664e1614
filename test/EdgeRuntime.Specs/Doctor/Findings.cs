using EdgeActors.Doctor;

namespace EdgeActors.Specs.Doctor;

/// <summary>What specs demand of findings.</summary>
internal static class Findings
{
    /// <summary>The codes, in their order.</summary>
    public static string[] Codes(this IEnumerable<Finding> findings) => [.. findings.Select(finding => finding.Code.Name)];

    /// <summary>Demands that there is one finding of this code with this evidence.</summary>
    public static Finding Only(this IReadOnlyList<Finding> findings, DoctorCode code, string evidence = "")
    {
        Finding finding = Assert.Single(findings);
        Assert.Equal(code.Name, finding.Code.Name);
        Assert.Contains(evidence, finding.Evidence, StringComparison.Ordinal);
        return finding;
    }
}
