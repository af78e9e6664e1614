using System.Diagnostics;
using System.Text.Json;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Doctor;

/// <summary>
/// A setup in a folder of its own, healthy until a spec breaks it: a file with the component's parameters, a journal, captures that stay on the
/// device. The real process looks at it.
/// </summary>
internal sealed class Patient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] Foreign = ["AWS_", "GGC_", "EDGEACTORS_"];
    private static readonly string[] Secrets = ["CANARYSECRET", "CANARYTOKEN", "CANARYSESSION", "CANARYID", "CANARYBODY"];

    public Patient()
    {
        Settings["DeviceFleetName"] = "fleet";
        Settings["CaptureDataDestination"] = "Disk";
        Settings["DbEnable"] = "true";
        Settings["LocalDataRootPath"] = Data;
        Settings["edgeactors_spool_budget"] = "16M";
        Settings["edgeactors_disk_budget"] = "16M";
        Environment["HOME"] = Folder;
        Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(Folder, "no-credentials");
        Environment["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    /// <summary>All of it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("edge-doctor-").FullName;

    /// <summary>The agent's data root; not there yet.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>The socket's path; not there yet.</summary>
    public string Socket { get; set; } = "";

    /// <summary>The configuration file's content.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Variables of the process.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What the process is started by, for example <c>unshare -i</c>; nothing by default.</summary>
    public string[] Wrapper { get; set; } = [];

    /// <summary>Makes one of the agent's folders with everything above it, as the agent would.</summary>
    public string Make(params string[] parts)
    {
        string path = Data;
        foreach (string part in parts.Prepend(""))
        {
            path = Path.Combine(path, part);
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    /// <summary>Lets doctor look, with more flags.</summary>
    public async Task<Diagnosis> DiagnoseAsync(params string[] flags)
    {
        string file = Path.Combine(Folder, "config.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(Settings));
        string socket = Socket.Length > 0 ? Socket : Path.Combine(Folder, "agent.sock");
        return await RunAsync(["doctor", "--json", "-a", socket, "-c", file, "--timeout", "2", .. flags]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task<Diagnosis> RunAsync(string[] arguments)
    {
        string[] command = [.. Wrapper, Workplace.Agent, .. arguments];
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (string name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource late = new(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(late.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);
        Assert.Empty(await errors);
        Assert.DoesNotContain(Secrets, secret => output.Result.Contains(secret, StringComparison.Ordinal));
        return Diagnosis.Read(process.ExitCode, await output);
    }

    private static bool IsForeign(string name) => name is "SVCUID" or "XDG_STATE_HOME" or "STATE_DIRECTORY"
        || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)
        || Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
