using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Configuration.Capture;
using EdgeActors.Fleet.Operating;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet register</c>: devices that take part, or no longer do.</summary>
internal static class RegisterCommand
{
    private static readonly Argument<string[]> Devices = new("DEVICE")
    {
        Description = "Names of devices, as their agents have them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> From = new("--from")
    {
        HelpName = "FILE",
        Description = "A file with one name a line; empty lines and those that begin with # are passed over. - is standard input.",
    };

    private static readonly Option<string?> Description = new("--description") { HelpName = "TEXT", Description = "For people." };

    private static readonly Option<bool> Deactivate = new("--deactivate")
    {
        Description = "Let them take part no longer: they hear that they are not registered, and no stage selects them.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand register = new(
            "register",
            "Registers devices with the fleet, or deactivates them. Done twice it does nothing the second time.",
            "edgeactors fleet register press-1 press-2 --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet register --from devices.txt --description hall-2 --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet register press-1 --deactivate --fleet-url /srv/fleets --fleet plant");
        register.Arguments.Add(Devices);
        Option[] options = [From, Description, Deactivate];
        Array.ForEach(options, register.Options.Add);
        FleetOptions.AddTo(register);
        register.SetAction(RunAsync);
        return register;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        IReadOnlyList<string> names = Names(command);
        using FleetSession fleet = FleetSession.Open(command);
        _ = await fleet.Records.FleetAsync(cancelled);
        Roster roster = new(fleet.Records, fleet.Time);
        Registered done = command.GetValue(Deactivate)
            ? await roster.DeactivateAsync(names, cancelled)
            : await roster.RegisterAsync(names, command.GetValue(Description), cancelled);
        if (fleet.Output.IsJson)
        {
            fleet.Output.Json(json =>
            {
                json.WriteString("fleet", fleet.Tree.Fleet);
                json.WriteNumber("changed", done.Changed);
                json.WriteNumber("unchanged", done.Unchanged);
            });
        }
        else
        {
            fleet.Output.Line(
                $"{(command.GetValue(Deactivate) ? "Deactivated" : "Registered")} {Counted.Of(done.Changed, "device")} of fleet {fleet.Tree.Fleet}; {done.Unchanged} were so already.");
        }

        return ExitCode.Ok;
    }

    private static string[] Names(ParseResult command)
    {
        IEnumerable<string> listed = command.GetValue(From) is { } file ? Lines(file) : [];
        string[] names = [.. (command.GetValue(Devices) ?? []).Concat(listed).Distinct(StringComparer.Ordinal)];

        // Who was registered by another rule can still be let go.
        Predicate<string> isName = command.GetValue(Deactivate) ? DeviceNames.IsThing : DeviceNames.IsFleet;
        string[] wrong = [.. names.Where(name => !isName(name)).Select(name => $"\"{Printable.Of(name)}\"").Take(5)];
        return names.Length == 0
            ? throw new CommandFailure(CommandFailure.Usage, "no device is named; give names, or a file of them by --from", ExitCode.BadUsage)
            : wrong.Length > 0
                ? throw new CommandFailure(
                    CommandFailure.Usage,
                    $"{string.Join(", ", wrong)} is no name of a device; give 1 to {DeviceNames.LongestFleet} letters, digits, dashes and underscores, the first and last a letter "
                    + "or digit, as agents demand it. No registration was changed",
                    ExitCode.BadUsage)
                : names;
    }

    private static IEnumerable<string> Lines(string file) => (file == "-" ? StandardInput() : File.ReadLines(file))
        .Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');

    private static IEnumerable<string> StandardInput()
    {
        while (Console.In.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
