using System.Text.Json;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Devices;

/// <summary>What <c>edgeactors capture verify --json</c> says of a device, in a process of its own as an operator has it.</summary>
/// <param name="ExitCode">0 when the books balance.</param>
/// <param name="Output">All it wrote.</param>
internal sealed record CaptureVerdict(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Kinds and subjects of the findings.</summary>
    public IReadOnlyList<(string Kind, string Subject)> Findings
    {
        get
        {
            using JsonDocument verdict = JsonDocument.Parse(Output);
            return
            [
                .. verdict.RootElement.GetProperty("findings").EnumerateArray()
                    .Select(finding => (finding.GetProperty("kind").GetString()!, finding.GetProperty("subject").GetString()!)),
            ];
        }
    }

    /// <summary>Asks for the verdict on a device, whose agent may be running.</summary>
    /// <param name="device">The device.</param>
    /// <param name="variables">Of the environment, such as keys of a bucket.</param>
    public static async Task<CaptureVerdict> OfAsync(CaptureDevice device, IReadOnlyDictionary<string, string>? variables = null)
    {
        string[] environment = [.. (variables ?? new Dictionary<string, string>()).Select(one => $"{one.Key}={one.Value}")];
        ProgramEnd end = await Programs.RunAsync(
            Limit, "env", [.. environment, Workplace.Agent, "capture", "verify", "-c", device.Configuration, "--json"]);
        return new CaptureVerdict(end.ExitCode, end.Output);
    }

    /// <summary>One counter of the books.</summary>
    public long Count(string name)
    {
        using JsonDocument verdict = JsonDocument.Parse(Output);
        return verdict.RootElement.GetProperty(name).GetInt64();
    }

    /// <summary>Fails unless nothing is missing or double.</summary>
    public CaptureVerdict MustBalance()
    {
        Assert.True(ExitCode == 0, Output);
        Assert.Equal(Count("accepted"), Count("stored") + Count("pending") + Count("failed") + Count("evicted"));
        return this;
    }
}
