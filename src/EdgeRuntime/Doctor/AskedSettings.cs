using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;

namespace EdgeActors.Doctor;

/// <summary>What an agent with the same file, flags and environment would be told.</summary>
/// <param name="Agent">Its settings; null when they are at fault.</param>
/// <param name="Faults">Every fault.</param>
/// <param name="Warnings">What is odd but does no harm.</param>
/// <param name="File">Path of the configuration file; null for none.</param>
internal sealed record AskedSettings(
    RunOptions? Agent, IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<string> Warnings, string? File)
{
    /// <summary>The same of a configuration, good or faulty.</summary>
    public static AskedSettings Of(ConfigurationReading reading, string? file) =>
        new(reading.Faults.Count == 0 ? reading.Options : null, reading.Faults, reading.Warnings, file);
}
