using System.CommandLine;
using EdgeActors.Capture.Ledger;
using EdgeActors.Cli.Capture.Books;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;

namespace EdgeActors.Cli.Capture;

/// <summary>What an agent has on disk, for verbs that look at it without asking the agent.</summary>
internal static class AgentFiles
{
    /// <summary>Adds the options that say where the agent's data are: those of <c>edgeactors run</c>.</summary>
    public static void AddOptions(Command command)
    {
        command.Options.Add(RunCommand.Config);
        command.Options.Add(RunCommand.DataFolder);
    }

    /// <summary>The agent's settings, from the same file and flags as its own.</summary>
    /// <exception cref="ConfigurationException">They are at fault.</exception>
    public static CaptureSettings Settings(ParseResult command)
    {
        ParameterReader reader = new(Environment.GetEnvironmentVariable);
        if (command.GetValue(RunCommand.DataFolder) is { } folder)
        {
            reader.Read(CaptureParameter.DataRoot, RunCommand.DataFolder.Name, folder);
        }

        return ConfigurationFile.Read(command.GetValue(RunCommand.Config), reader).Capture;
    }

    /// <summary>The state of the agent's captures.</summary>
    /// <exception cref="CommandFailure">There is no journal, or it cannot be read.</exception>
    public static CaptureState State(CaptureSettings settings) =>
        JournalFiles.Read(settings.DataRoot, settings.Buffer.RememberedIds, [])
        ?? throw new CommandFailure(
            CommandFailure.Failed,
            $"there is no journal in {settings.DataRoot}: the agent keeps one with DbEnable; give its folder by --data-root or its file by -c");
}
