using System.CommandLine;
using System.Diagnostics;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;
using EdgeActors.Doctor;

namespace EdgeActors.Cli;

/// <summary><c>edgeactors doctor</c>: what would keep an agent with the same file, flags and environment from its work.</summary>
internal static class DoctorCommand
{
    private static readonly DoctorOptions Defaults = new();

    private static readonly Option<string[]> Only = new Option<string[]>("--only")
    {
        HelpName = "AREA",
        Description = "Look at this area only; may be given more than once. Default: all.",
        AllowMultipleArgumentsPerToken = false,
    }.AcceptOnlyFromAmong([.. AreaNames.All]);

    private static readonly Option<bool> WriteBucket = new("--write-bucket")
    {
        Description = "Put a small object below PREFIX/FLEET/.doctor/ into the bucket. It stays there, since devices may not delete.",
    };

    private static readonly Option<bool> Strict = new("--strict") { Description = "End with 1 for warnings too." };

    private static readonly Option<int> Timeout = SharedOptions.Bounded(
        new Option<int>("--timeout")
        {
            HelpName = "SECONDS",
            Description = "How long one thing that is asked may take to answer.",
            DefaultValueFactory = _ => (int)Defaults.TimeBox.TotalSeconds,
        },
        DoctorOptions.LeastSeconds,
        DoctorOptions.MostSeconds);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand doctor = new(
            "doctor",
            "Looks for what would keep the agent from its work: give it the flags that 'edgeactors run' gets, as the agent's user. Changes nothing. "
            + "Exit code 0: no error; 1: an error; 2: the configuration is at fault.",
            "edgeactors doctor -a /tmp/agent.sock -c config.json",
            "edgeactors doctor -c config.json --only credentials --only bucket --write-bucket",
            "edgeactors doctor --json --strict");
        foreach (Option option in (Option[])[.. RunCommand.All, Only, WriteBucket, Strict, Timeout])
        {
            doctor.Options.Add(option);
        }

        doctor.SetAction((command, _) => RunAsync(command));
        return doctor;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        long start = Stopwatch.GetTimestamp();
        DoctorOptions options = new()
        {
            TimeBox = TimeSpan.FromSeconds(command.GetValue(Timeout)),
            WriteBucket = command.GetValue(WriteBucket),
            Only = [.. (command.GetValue(Only) ?? []).Select(AreaNames.Parse)],
        };
        ConfigurationReading reading = ParameterFlags.Reader(command, EnvironmentSource.OfThisProcess(), MemoryLimit.OfThisProcess()).Read();
        AskedSettings asked = AskedSettings.Of(reading, command.GetValue(ParameterFlags.Config));
        DoctorContext context = new(asked, options, Environment.GetEnvironmentVariable, TimeProvider.System);
        DoctorReport report = DoctorReport.Of(await new Checkup(Checks.All).RunAsync(context));
        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json => DoctorView.WriteJson(json, report, Stopwatch.GetElapsedTime(start)));
        }
        else
        {
            DoctorView.Show(output, report, Stopwatch.GetElapsedTime(start));
        }

        return report.ExitWith(command.GetValue(Strict));
    }
}
