using EdgeActors.Configuration.Rules;
using EdgeActors.Logging;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>The parameters of the log: how lines look, where they go and how much of them (docs/logging.md).</summary>
internal static class LogParameter
{
    private static readonly LogOptions Defaults = new();

    public static ParameterSection Section { get; } = new("The log");

    public static readonly Parameter<LogFormat> Format = Section.Add(new Parameter<LogFormat>(
        new ChoiceRule<LogFormat>(("text", LogFormat.Text), ("edge", LogFormat.Edge), ("json", LogFormat.Json)), "edgeactors_log_format")
    {
        Flag = "--log-format",
        Default = Defaults.Format,
        Meaning = "How lines look: for people, as the old agent's, or one JSON object each",
    });

    public static readonly Parameter<string> File = Section.Add(new Parameter<string>(Rule.File, "edgeactors_log_file")
    {
        Flag = "--log-file",
        DefaultWords = "none",
        Meaning = "File that has the log besides standard output",
        Besides = "older ones are `FILE.1`, `FILE.2` and so on",
    });

    public static readonly Parameter<long> FileBytes = Section.Add(new Parameter<long>(
        new SizeRule(LogOptions.LeastFileBytes, LogOptions.MostFileBytes), "edgeactors_log_file_bytes")
    {
        Flag = "--log-file-bytes",
        Default = Defaults.FileBytes,
        Meaning = "Size after which a new file is begun",
    });

    public static readonly Parameter<int> Files = Section.Add(new Parameter<int>(Rule.Number(1, LogOptions.MostFiles), "edgeactors_log_files")
    {
        Flag = "--log-files",
        Default = Defaults.Files,
        Meaning = "Files that are kept, the current one included",
    });

    public static readonly Parameter<int> Repeats = Section.Add(new Parameter<int>(Rule.Number(0, LogOptions.MostRepeats), "edgeactors_log_repeats")
    {
        Flag = "--log-repeats",
        Default = Defaults.Repeats,
        Meaning = "Repeats of a message within a minute that are written before they are counted",
        Besides = "0 writes all",
    });
}
