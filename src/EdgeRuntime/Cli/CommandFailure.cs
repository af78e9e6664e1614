namespace EdgeActors.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done, or stopped as asked.</summary>
    public const int Ok = 0;

    /// <summary>It was tried and failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was tried.</summary>
    public const int BadUsage = 2;
}

/// <summary>Ends a command with one clear sentence.</summary>
/// <param name="code">For programs: a gRPC status name, <c>USAGE</c> or <c>BAD_CONFIGURATION</c>.</param>
/// <param name="message">For people: what happened, why, and what to do.</param>
/// <param name="exitCode">What the process ends with.</param>
/// <param name="cause">The exception behind it, shown by verbose logging only.</param>
internal sealed class CommandFailure(string code, string message, int exitCode = ExitCode.Failed, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Something is wrong with what the user typed.</summary>
    public const string Usage = "USAGE";

    /// <summary>Something is wrong with the configuration.</summary>
    public const string BadConfiguration = "BAD_CONFIGURATION";

    /// <summary>Something failed that no other code describes.</summary>
    public const string Failed = "FAILED";

    /// <summary>For programs.</summary>
    public string Code { get; } = code;

    /// <summary>What the process ends with.</summary>
    public int ExitWith { get; } = exitCode;
}
