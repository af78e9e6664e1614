using System.Text.Json;

namespace EdgeActors.Specs.Doctor;

/// <summary>What <c>edgeactors doctor --json</c> said of a setup.</summary>
internal sealed record Diagnosis(int ExitCode, IReadOnlyList<DiagnosedFinding> Findings, string Output)
{
    /// <summary>Codes of what is worse than a note.</summary>
    public string[] Troubles => [.. Findings.Where(finding => finding.Severity is "warning" or "error").Select(finding => finding.Code)];

    /// <summary>Reads the report.</summary>
    public static Diagnosis Read(int exitCode, string output)
    {
        using JsonDocument json = JsonDocument.Parse(output);
        return new Diagnosis(
            exitCode,
            [
                .. json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => new DiagnosedFinding(
                    finding.GetProperty("code").GetString()!,
                    finding.GetProperty("severity").GetString()!,
                    finding.GetProperty("evidence").GetString()!,
                    finding.GetProperty("fix").GetString()!)),
            ],
            output);
    }

    /// <summary>Demands a finding of a code, with evidence that holds a text and a fix, and the exit code that belongs to it.</summary>
    public DiagnosedFinding Names(string code, string evidence = "", int exitCode = 1)
    {
        DiagnosedFinding? found = Findings.FirstOrDefault(finding => finding.Code == code);
        Assert.True(found is not null, $"no {code} in {Output}");
        Assert.Contains(evidence, found.Evidence, StringComparison.Ordinal);
        Assert.NotEmpty(found.Fix);
        Assert.Equal(exitCode, ExitCode);
        return found;
    }

    /// <summary>Demands that this is the only trouble, so that nobody is led astray.</summary>
    public DiagnosedFinding NamesOnly(string code, string evidence = "", int exitCode = 1)
    {
        DiagnosedFinding found = Names(code, evidence, exitCode);
        Assert.Equal([code], Troubles.Distinct());
        return found;
    }
}

/// <summary>One finding of a report.</summary>
internal sealed record DiagnosedFinding(string Code, string Severity, string Evidence, string Fix);
