using EdgeActors.Configuration;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Engines.Dlr;

namespace EdgeActors.Hosting.Engines;

/// <summary>Whether the folder of TensorRT's cache is there and can be written to: found out at the start, not at the first prediction.</summary>
internal static class CacheFolderCheck
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static ConfigurationFault? Fault(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return Wrong(folder, "is no folder", "create it, or name another one");
        }

        try
        {
            string trial = Path.Combine(folder, $".edgeactors-{Environment.ProcessId}");
            using (new FileStream(trial, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return null;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Wrong(folder, $"cannot be written to: {refused.Message}", "give the agent's user read and write permissions, or name another one");
        }
    }

    private static ConfigurationFault Wrong(string folder, string rule, string fix) =>
        new(DlrParameter.BackendOptions.Names[0], $"{BackendVariable.CacheFolder}={folder}", rule, fix);
}
