using System.Text.RegularExpressions;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Deployments;

namespace EdgeActors.Specs.Fleet;

/// <summary>Runs every command of docs/fleet-operator.md as a reader would, in a shell, with devices that do their part in between.</summary>
public sealed partial class WalkThroughSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly FleetTree Tree = new("plant");
    private static readonly string[] Devices = ["press-1", "press-2", "press-3", "press-4", "press-5"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-walk-");

    private string Fleets => Path.Combine(_folder.FullName, "fleets");

    public void Dispose() => _folder.Delete(recursive: true);

    [NeedsFact(Needs.Linux)]
    public async Task Every_command_of_the_page_works_in_the_order_of_the_page()
    {
        Prepare();
        string[] commands = Commands();
        Assert.Equal(17, commands.Length);

        foreach (string command in commands)
        {
            // What is said about another moment of the roll-out is tried at that moment.
            Restore(command);
            string output = await RunAsync(command);
            Keep(command);
            if (command.StartsWith("edgeactors fleet start", StringComparison.Ordinal))
            {
                Assert.Contains("Started stage", output, StringComparison.Ordinal);
                Succeed();
            }
        }

        Assert.All(Desired(Fleets + ".done").Deployments.Single().Stages, stage => Assert.Equal(StageState.Deployed, stage.State));
    }

    private static string[] Commands() =>
    [
        .. Block().Matches(File.ReadAllText(Path.Combine(Workplace.Root, "docs", "fleet-operator.md")))
            .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => !line.StartsWith("export ", StringComparison.Ordinal)),
    ];

    private void Prepare()
    {
        File.WriteAllLines(Path.Combine(_folder.FullName, "devices.txt"), ["# hall 2", .. Devices[3..]]);
        ShiftModel.Write(Path.Combine(_folder.FullName, "mnist.onnx"), 1);
    }

    private async Task<string> RunAsync(string command) => await Programs.MustRunAsync(
        Limit,
        "env",
        $"--chdir={_folder.FullName}",
        $"PATH={Path.GetDirectoryName(Workplace.Agent)}:/usr/bin:/bin",
        $"EDGEACTORS_FLEET_URL={Fleets}",
        "EDGEACTORS_DEVICE_FLEET_NAME=plant",
        "sh",
        "-c",
        command.Replace("--watch", "--watch --every 1", StringComparison.Ordinal).Replace("--continue", "--continue --every 1", StringComparison.Ordinal));

    private void Keep(string command)
    {
        if (command.StartsWith("edgeactors fleet deploy", StringComparison.Ordinal))
        {
            Copy(Fleets, Fleets + ".deployed");
        }
        else if (command == "edgeactors fleet start mnist-2")
        {
            Copy(Fleets, Fleets + ".started");
        }
        else if (command.EndsWith("--continue", StringComparison.Ordinal))
        {
            Copy(Fleets, Fleets + ".done");
        }
    }

    private void Restore(string command)
    {
        string? moment = command.Contains(" stop ", StringComparison.Ordinal) || command.Contains(" rollback ", StringComparison.Ordinal) ? ".started"
            : command.Contains("--sign", StringComparison.Ordinal) ? ".deployed"
            : command.EndsWith(" report", StringComparison.Ordinal) ? ".done"
            : null;
        if (moment is not null)
        {
            Directory.Delete(Fleets, recursive: true);
            Copy(Fleets + moment, Fleets);
        }
    }

    private void Succeed()
    {
        DesiredDeployment deployment = Desired(Fleets).Deployments.Single();
        foreach (string device in Devices)
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            DeploymentResult result = new(deployment.Name, true, "", now, now, []) { Digest = deployment.Digest };
            string file = Path.Combine(Fleets, Tree.ResultKey(deployment.Name, deployment.Digest, succeeded: true, device));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, ResultJson.Write(new ResultDocument("plant", device, result)));
        }
    }

    private static DesiredDocument Desired(string root) => DesiredJson.Read(File.ReadAllBytes(Path.Combine(root, Tree.DesiredKey)));

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
