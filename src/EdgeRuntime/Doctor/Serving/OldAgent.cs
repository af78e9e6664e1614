using System.Globalization;

namespace EdgeActors.Doctor.Serving;

/// <summary>Finds processes of the discontinued agent, which would take the socket or write into the same folders.</summary>
internal static class OldAgent
{
    /// <summary>Name of its program.</summary>
    public const string Program = "sagemaker_edge_agent_binary";

    /// <summary>Their process ids, as far as this user may see them.</summary>
    public static IEnumerable<int> Processes() => !OperatingSystem.IsLinux()
        ? []
        : from folder in Directory.EnumerateDirectories("/proc")
          let name = Path.GetFileName(folder)
          where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && IsOld(CommandLineOf(folder))
          select int.Parse(name, CultureInfo.InvariantCulture);

    /// <summary>Whether a command line, parts closed by zeros, is that of the old agent.</summary>
    public static bool IsOld(string commandLine) => Path.GetFileName(commandLine.Split('\0')[0]) == Program;

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is hidden from this user.
            return "";
        }
    }
}
