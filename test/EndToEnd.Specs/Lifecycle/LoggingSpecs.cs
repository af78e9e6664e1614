using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>The log of the real process, on standard output and in its file.</summary>
public sealed class LoggingSpecs : IDisposable
{
    private const string Forged = "2026-01-01T00:00:00.000Z warn  all is lost";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-log-");

    private string Log => Path.Combine(_folder.FullName, "agent.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [NeedsTheory(Needs.Linux)]
    [InlineData("text", @"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info |warn ) \S.*\z")]
    [InlineData("edge", @"\A\{""version"":""\d+\.\d+\.\d+""\}\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\]\[[IW]\] \S.*\z")]
    public async Task Names_that_a_client_chose_forge_no_line(string format, string pattern)
    {
        string[] lines = await LifeWithHostileNameAsync(format);

        string listening = Assert.Single(lines, line => !Regex.IsMatch(line, pattern));
        Assert.StartsWith("Server listening on unix:///", listening, StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("\\u000A" + Forged, StringComparison.Ordinal));
    }

    [NeedsFact(Needs.Linux)]
    public async Task In_json_every_line_is_an_object_with_number_and_name()
    {
        string[] lines = await LifeWithHostileNameAsync("json");

        JsonElement[] events = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        int[] awaited = [1001, 1000, 2009, 1002, 1003];
        Assert.Equal(awaited, events.Select(told => told.GetProperty("id").GetInt32()).Where(awaited.Contains));
        JsonElement refused = Assert.Single(events, told => told.GetProperty("name").GetString() == "ModelNotLoaded");
        Assert.Equal(HostileModel, refused.GetProperty("values").GetProperty("Folder").GetString());
        Assert.StartsWith("akka://edgeactors/user/", refused.GetProperty("values").GetProperty("Actor").GetString(), StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_link_in_the_place_of_the_file_ends_the_start()
    {
        File.CreateSymbolicLink(Log, Path.Combine(_folder.FullName, "target"));

        ProgramEnd end = await Programs.RunAsync(
            TimeSpan.FromSeconds(60), Workplace.Agent, "-a", Path.Combine(_folder.FullName, "a.sock"), "--log-file", Log);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("The log file cannot be used", end.Output, StringComparison.Ordinal);
    }

    private string HostileModel => Path.Combine(_folder.FullName, "model\n" + Forged + "\u001b[2K");

    private async Task<string[]> LifeWithHostileNameAsync(string format)
    {
        Directory.CreateDirectory(HostileModel);
        await File.WriteAllTextAsync(Path.Combine(HostileModel, "model.onnx"), "no model");
        await using AgentProcess agent = await AgentProcess.StartAsync("--log-format", format, "--log-file", Log);
        using EdgeAgentClient client = agent.Connect();
        await Assert.ThrowsAsync<GrpcException>(() => client.LoadAsync(HostileModel, "m"));

        agent.Signal("TERM");
        Assert.Equal(0, await agent.WaitForExitAsync(TimeSpan.FromSeconds(5)));

        string[] lines = await File.ReadAllLinesAsync(Log);
        Assert.Equal(lines, agent.Output.Split('\n'));
        return lines;
    }
}
