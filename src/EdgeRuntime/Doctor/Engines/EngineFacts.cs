using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;

namespace EdgeActors.Doctor.Engines;

/// <summary>What is known of the engine libraries.</summary>
/// <param name="Path">The ONNX Runtime library that the agent would load.</param>
/// <param name="IsThere">Whether there is such a file.</param>
/// <param name="Version">Its version; null when it cannot be used.</param>
/// <param name="Fault">Why not, for people; empty when it can.</param>
/// <param name="Dlr">Where libdlr was found; null when it was not.</param>
internal sealed record EngineFacts(string Path, bool IsThere, string? Version, string Fault, string? Dlr)
{
    private const string DlrFile = "libdlr.so";

    private static readonly string[] UsualFolders =
        ["/usr/lib", "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/opt/aws/sagemaker_edge/lib"];

    /// <summary>Loads the library, as the agent would at its start, and looks for the other one.</summary>
    /// <param name="named">Path from the settings; null for the packaged one.</param>
    /// <param name="environment">Gives a variable's value, or null.</param>
    public static EngineFacts Of(string? named, Func<string, string?> environment)
    {
        string path = named ?? System.IO.Path.Combine(AppContext.BaseDirectory, OrtLibrary.FileName);
        string[] folders = [AppContext.BaseDirectory, .. (environment("LD_LIBRARY_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), .. UsualFolders];
        string? dlr = folders.Select(folder => System.IO.Path.Combine(folder, DlrFile)).FirstOrDefault(File.Exists);
        try
        {
            return new EngineFacts(path, true, OrtLibrary.Load(named).Version, "", dlr);
        }
        catch (ModelFaultException fault)
        {
            return new EngineFacts(path, File.Exists(path), null, fault.Message, dlr);
        }
    }
}
