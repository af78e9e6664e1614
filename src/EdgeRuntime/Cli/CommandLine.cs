using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using EdgeActors.Cli.Capture;
using EdgeActors.Cli.Configuration;
using EdgeActors.Cli.Fleet;
using EdgeActors.Cli.Packages;
using EdgeActors.Configuration;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.NumPy;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Cli;

/// <summary>The command <c>edgeactors</c>: from arguments to an exit code.</summary>
internal static class CommandLine
{
    private static readonly string[] Examples =
    [
        "edgeactors demo                                     see it work, nothing to prepare",
        "edgeactors run -a /tmp/agent.sock                   start the agent",
        "edgeactors models load -a /tmp/agent.sock mnist ./models/mnist",
        "edgeactors predict -a /tmp/agent.sock mnist --input image.npy",
        "edgeactors -a /tmp/agent.sock -c config.json -f     as the old agent was started",
    ];

    /// <summary>Runs one command line; nothing but the answer goes to <paramref name="output"/>.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        string[] words = ImpliedRun.Apply(arguments);
        // An agent does without the other verbs: making them would cost each start.
        ParseResult command = (words is ["run", ..] ? Create(RunCommand.Create()) : Create()).Parse(words);
        InvocationConfiguration invocation = new()
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // The agent answers signals itself; client verbs may simply end.
            ProcessTerminationTimeout = null,
        };
        CommandOutput report = new(output, error, arguments.Contains(SharedOptions.Json.Name));
        if (command.Action is ParseErrorAction)
        {
            return Report(report, UsageFailure(command));
        }

        try
        {
            return await command.InvokeAsync(invocation);
        }
        catch (Exception exception)
        {
            return Report(report, AsFailure(exception));
        }
    }

    /// <summary>The commands with all their options.</summary>
    public static RootCommand Create() => Create(
        RunCommand.Create(),
        DemoCommand.Create(),
        ModelsCommand.Create(),
        PredictCommand.Create(),
        CaptureCommand.Create(),
        PackageCommand.Create(),
        FleetCommand.Create(),
        ConfigCommand.Create(),
        StatusCommand.Create(),
        DoctorCommand.Create());

    private static RootCommand Create(params ReadOnlySpan<Command> verbs)
    {
        RootCommand root = new("Runs machine-learning models on a device and answers the SageMaker Edge Manager agent's API.");
        root.Options.Add(SharedOptions.Json);
        foreach (Command verb in verbs)
        {
            root.Subcommands.Add(verb);
        }

        foreach (Option option in root.Options)
        {
            option.Action = option switch
            {
                HelpOption { Action: HelpAction usual } => new HelpWithExamples(usual, Examples),
                VersionOption => new VersionAction(),
                _ => option.Action,
            };
        }

        return root;
    }

    private static int Report(CommandOutput report, CommandFailure failure)
    {
        report.Failure(failure.Code, failure.Message);
        return failure.ExitWith;
    }

    private static CommandFailure UsageFailure(ParseResult command)
    {
        string faults = string.Join(' ', command.Errors.Select(error => error.Message).Distinct());
        string path = string.Join(' ', Path(command).Prepend("edgeactors"));
        return new CommandFailure(CommandFailure.Usage, $"{faults} See '{path} --help'.", ExitCode.BadUsage);
    }

    private static Stack<string> Path(ParseResult command)
    {
        Stack<string> names = new();
        for (Symbol? at = command.CommandResult.Command; at is Command and not RootCommand; at = at.Parents.FirstOrDefault())
        {
            names.Push(at.Name);
        }

        return names;
    }

    private static CommandFailure AsFailure(Exception exception) => exception switch
    {
        CommandFailure failure => failure,
        ConfigurationException wrong => new CommandFailure(CommandFailure.BadConfiguration, wrong.Message, ExitCode.BadUsage, wrong),
        TensorFormatException tensor => new CommandFailure(GrpcStatusNames.Of(GrpcStatusCode.InvalidArgument), tensor.Message, cause: tensor),
        GrpcException refused => new CommandFailure(GrpcStatusNames.Of(refused.Code), refused.Message, cause: refused),
        OperatorException or DocumentStoreException => new CommandFailure(CommandFailure.Failed, exception.Message, cause: exception),
        IOException or UnauthorizedAccessException => new CommandFailure(CommandFailure.Failed, exception.Message, cause: exception),
        _ => new CommandFailure(CommandFailure.Failed, $"an unforeseen fault: {exception.GetType().Name}: {exception.Message}", cause: exception),
    };
}
