using System.CommandLine;
using EdgeActors.Configuration;

namespace EdgeActors.Cli;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>Seconds that a client verb waits unless told otherwise.</summary>
    public const int DefaultTimeout = 120;

    /// <summary>Answers programs rather than people.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON object to standard output, errors too.",
        Recursive = true,
    };

    /// <summary>Where the agent listens, for client verbs.</summary>
    public static Option<string?> Agent { get; } = new("--address", "-a")
    {
        HelpName = "SOCKET",
        Description = $"The agent's socket. Default: ${SocketPath.EnvironmentVariable}, else {SocketPath.Default}, else the service's {SocketPath.OfService}.",
    };

    /// <summary>How long client verbs wait.</summary>
    public static Option<int> Timeout { get; } = Bounded(
        new Option<int>("--timeout")
        {
            HelpName = "SECONDS",
            Description = "How long to wait for the agent's answer.",
            DefaultValueFactory = _ => DefaultTimeout,
        },
        least: 1,
        most: 86_400);

    /// <summary>The alias of a model.</summary>
    public static Argument<string> Model { get; } = new("MODEL") { Description = "The model's alias." };

    /// <summary>Adds a range to a whole-number option.</summary>
    public static Option<T> Bounded<T>(Option<T> option, long least, long most)
    {
        option.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (result.Tokens.Count == 1 && (!long.TryParse(text, out long value) || value < least || value > most))
            {
                result.AddError($"{option.Name} is \"{text}\"; give a whole number from {least} to {most}.");
            }
        });
        return option;
    }
}
