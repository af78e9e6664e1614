using System.CommandLine;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Logging;

namespace EdgeActors.Cli;

/// <summary>The flags of the agent's log, for other commands that go on until they are stopped.</summary>
internal static class LogFlags
{
    private static readonly Parameter[] Parameters =
    [
        ProcessParameter.Level, LogParameter.Format, LogParameter.File, LogParameter.FileBytes, LogParameter.Files, LogParameter.Repeats,
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Option> All => Parameters.Select(ParameterFlags.Of);

    /// <summary>What flags, variables and the file say about the log; <c>--json</c> asks for its lines as JSON. Nothing else in the options is of use.</summary>
    /// <exception cref="ConfigurationException">With every fault.</exception>
    public static RunOptions Read(ParseResult command)
    {
        ConfigurationReading reading =
            ParameterFlags.Reader(command, EnvironmentSource.OfThisProcess(), MemoryLimit.OfThisProcess()).Read();
        ConfigurationFault[] faults = [.. reading.Faults.Where(IsOfTheLog)];
        return faults.Length > 0 ? throw new ConfigurationException(faults)
            : command.GetValue(SharedOptions.Json) ? reading.Options with { Log = reading.Options.Log with { Format = LogFormat.Json } }
            : reading.Options;
    }

    private static bool IsOfTheLog(ConfigurationFault fault) => Parameters.Any(
        parameter => parameter.Flag == fault.Key || parameter.Variable == fault.Key || parameter.Names.Contains(fault.Key));
}
