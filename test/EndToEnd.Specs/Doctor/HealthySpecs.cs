using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Doctor;

/// <summary>Doctor finds nothing wrong where nothing is.</summary>
public sealed class HealthySpecs
{
    [NeedsFact(Needs.Linux)]
    public async Task A_setup_before_its_first_start_gives_no_warning()
    {
        using Patient patient = new();

        Diagnosis diagnosis = await patient.DiagnoseAsync("--strict");

        Assert.Empty(diagnosis.Troubles);
        Assert.Equal(0, diagnosis.ExitCode);
        Assert.False(Directory.Exists(patient.Data), "doctor made the agent's folder");
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_running_agent_gives_no_warning_and_is_seen()
    {
        using Patient patient = new();
        await using AgentProcess agent = await AgentProcess.StartAsync("--durable", "--data-root", patient.Data);
        patient.Socket = agent.Socket;

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        Assert.Empty(diagnosis.Troubles);
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "AGENT-OK" && finding.Evidence.Contains($"process {agent.Pid} ", StringComparison.Ordinal));
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "LIMIT-OK" && finding.Evidence.Contains("the running agent", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(patient.Data, "*doctor*", SearchOption.AllDirectories));
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_bucket_is_asked_without_a_trace_and_written_when_that_is_wanted()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();

        Diagnosis dry = await patient.DiagnoseAsync();

        Assert.Empty(dry.Troubles);
        Assert.Empty(patient.S3.Objects(CloudPatient.Bucket));
        Assert.Contains(dry.Findings, finding => finding.Code == "BUCKET-UNPROVEN");
        Assert.Contains(dry.Findings, finding => finding.Code == "CREDENTIALS-OK" && finding.Evidence.Contains("key …RYID", StringComparison.Ordinal));

        Diagnosis written = await patient.DiagnoseAsync("--write-bucket");

        Assert.Empty(written.Troubles);
        Assert.StartsWith("sme-capture/fleet/.doctor/", Assert.Single(patient.S3.Objects(CloudPatient.Bucket)).Key, StringComparison.Ordinal);
        Assert.Contains(written.Findings, finding => finding.Code == "BUCKET-OK");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Only_the_areas_asked_for_are_looked_at()
    {
        using Patient patient = new();

        Diagnosis diagnosis = await patient.DiagnoseAsync("--only", "engine", "--only", "shared-memory");

        Assert.Equal(["ENGINE", "SHM"], diagnosis.Findings.Select(finding => finding.Code.Split('-')[0]).Distinct().Order());
    }
}
