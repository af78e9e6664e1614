using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Greengrass.Ipc;

internal static partial class NucleusLog
{
    [LoggerMessage(5001, LogLevel.Information, "The Greengrass nucleus answers on {Socket}; it has {Count} parameters for this component")]
    public static partial void NucleusAnswers(this ILogger log, string socket, int count);

    [LoggerMessage(
        5002, LogLevel.Warning, "The Greengrass nucleus on {Socket} is no help: {Reason}. The agent works without it and goes on trying to reach it")]
    [Advice("Nothing stops working but news from the nucleus: changes of the configuration and a token exchange that has moved. See the reason.")]
    public static partial void NoNucleus(this ILogger log, string socket, string reason);

    [LoggerMessage(
        5003, LogLevel.Warning, "The Greengrass nucleus gave no configuration within {Seconds} s; the agent starts with what it has otherwise")]
    [Advice("The nucleus was slow. Its parameters are taken when they come, as far as they can change without a restart.")]
    public static partial void NucleusAwaited(this ILogger log, double seconds);

    [LoggerMessage(5004, LogLevel.Warning, "The Greengrass nucleus: {Reason}; {Consequence}")]
    [Advice("The recipe lacks a permission or the nucleus is too old; the text says what follows from it.")]
    public static partial void NucleusRefused(this ILogger log, string reason, string consequence);

    [LoggerMessage(5005, LogLevel.Information, "The Greengrass nucleus was told that this component is {State}")]
    public static partial void StateReported(this ILogger log, ComponentState state);

    [LoggerMessage(5006, LogLevel.Debug, "The Greengrass nucleus did not say where the token exchange service is: {Reason}")]
    public static partial void NucleusQuestionFailed(this ILogger log, string reason);
}
