using EdgeActors.Engines;
using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;

namespace EdgeActors.Doctor.Engines;

/// <summary>What is known of the engine libraries.</summary>
/// <param name="Path">The ONNX Runtime library that the agent would load.</param>
/// <param name="IsThere">Whether there is such a file.</param>
/// <param name="Version">Its version; null when it cannot be used.</param>
/// <param name="Fault">Why not, for people; empty when it can.</param>
/// <param name="Dlr">Version and place of the DLR library; null when there is none that can be used.</param>
internal sealed record EngineFacts(string Path, bool IsThere, string? Version, string Fault, string? Dlr)
{
    /// <summary>Why the DLR library cannot be used, for people; empty when it can.</summary>
    public string DlrFault { get; init; } = "";

    /// <summary>Whether the settings name a DLR library.</summary>
    public bool IsDlrNamed { get; init; }

    /// <summary>Loads the libraries, as the agent would for the first model of each kind.</summary>
    /// <param name="named">Path of ONNX Runtime from the settings; null for the packaged one.</param>
    /// <param name="dlr">Path of the DLR library from the settings; null for the one on the library path.</param>
    public static EngineFacts Of(string? named, string? dlr) => WithDlr(OfOnnx(named), dlr);

    private static EngineFacts OfOnnx(string? named)
    {
        string path = named ?? System.IO.Path.Combine(AppContext.BaseDirectory, OrtLibrary.FileName);
        try
        {
            return new EngineFacts(path, true, OrtLibrary.Load(named).Version, "", null);
        }
        catch (ModelFaultException fault)
        {
            return new EngineFacts(path, File.Exists(path), null, fault.Message, null);
        }
    }

    private static EngineFacts WithDlr(EngineFacts onnx, string? named)
    {
        try
        {
            DlrApi api = DlrLibrary.Load(named, null, ModelKinds.DlrLibrary);
            return onnx with { Dlr = $"DLR {api.Version.Text} in {api.Path}", IsDlrNamed = named is not null };
        }
        catch (ModelFaultException fault)
        {
            return onnx with { DlrFault = fault.Message, IsDlrNamed = named is not null };
        }
    }
}
