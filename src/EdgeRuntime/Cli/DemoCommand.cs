using System.CommandLine;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Demo;
using EdgeActors.Hosting;
using EdgeActors.Logging;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Cli;

/// <summary><c>edgeactors demo</c>: the whole way, from training to predictions through the socket.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Once = new("--once") { Description = "End after the predictions instead of serving on." };

    private static readonly Option<string?> Export = new("--export")
    {
        HelpName = "FOLDER",
        Description = "Only write the trained model into FOLDER, ready to be loaded, and end.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand demo = new(
            "demo",
            "Trains a small vibration monitor, starts an agent in a temporary folder, and predicts through its socket. "
            + "Exit code 0 means that every prediction was right.",
            "edgeactors demo",
            "edgeactors demo --once",
            "edgeactors demo --once --json",
            "edgeactors demo --export ./vibration-monitor");
        demo.Options.Add(Once);
        demo.Options.Add(Export);
        demo.SetAction((command, _) => RunAsync(command));
        return demo;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        CommandOutput output = CommandOutput.Of(command);
        if (command.GetValue(Export) is { } target)
        {
            string written = DemoExport.Write(target);
            Show(output, written);
            return ExitCode.Ok;
        }

        bool once = command.GetValue(Once);
        using TerminationSignals signals = TerminationSignals.Listen();
        using DemoFolder folder = new();
        (DemoReport training, IReadOnlyList<DemoWindow> windows) = DemoRun.Prepare(folder);
        if (!output.IsJson)
        {
            output.Line($"Trained a vibration monitor in {training.Training.TotalMilliseconds:0} ms; "
                + $"{100 * training.Accuracy:0.0} % right on signals it never saw.");
        }

        RunOptions options = new()
        {
            Socket = folder.Socket,
            MemoryBudget = MemoryLimit.OfThisProcess().ModelBudget(),
            Capture = new CaptureSettings { DataRoot = folder.Data, DiskPath = Path.Combine(folder.Data, DataRoot.CaptureFolder) },
            LogLevel = LogLevel.Warning,
        };
        using AgentLog log = new(
            options.Log,
            new LogLevelSwitch(options.LogLevel),
            command.InvocationConfiguration.Error,
            colours: false,
            TimeProvider.System,
            FileCalls.ForThisSystem());
        await using RunningAgent agent = await RunningAgent.StartAsync(options, log, signals.Stop);
        using AgentConnection connection = new(folder.Socket, TimeSpan.FromSeconds(SharedOptions.DefaultTimeout));
        DemoReport report = training with { Answers = await DemoRun.AskAsync(connection, folder.Model, windows) };
        Show(output, report, folder.Socket, once);
        if (report.Fault is { } fault)
        {
            // In JSON the fault is a member of the one object.
            if (!output.IsJson)
            {
                output.Failure(CommandFailure.Failed, fault);
            }

            return ExitCode.Failed;
        }

        if (!once)
        {
            await agent.WaitAsync(signals.Stop);
        }

        return ExitCode.Ok;
    }

    private static void Show(CommandOutput output, string model)
    {
        if (output.IsJson)
        {
            output.Json(json => json.WriteString("model", model));
            return;
        }

        output.Line($"Wrote {model}; load it with: {ProgramName.ToType()} models load {VibrationModel.Alias} {Path.GetDirectoryName(model)}");
    }

    private static void Show(CommandOutput output, DemoReport report, string socket, bool once)
    {
        if (output.IsJson)
        {
            output.Json(json => DemoView.WriteJson(json, report, socket));
            return;
        }

        output.Line($"Loaded it as {VibrationModel.Alias} into an agent on {socket} and asked about fresh signals:");
        output.Console.Write(DemoView.Table(report));
        output.Line($"{report.Right} of {report.Answers.Count} right; median {report.MedianTime.TotalMilliseconds:0.00} ms from request to answer.");
        output.Line();
        foreach (string line in DemoView.NextSteps(ProgramName.ToType(), socket, report, serving: !once))
        {
            output.Line(line);
        }
    }
}
