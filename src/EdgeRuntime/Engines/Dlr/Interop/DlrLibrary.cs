using System.Runtime.InteropServices;
using EdgeActors.Models;

namespace EdgeActors.Engines.Dlr.Interop;

/// <summary>Finds, loads and checks libdlr: by option, in the model's package where an option allows that, on the library path.</summary>
internal static class DlrLibrary
{
    /// <summary>Loads the first that is there.</summary>
    /// <param name="named">Full path by option; null for none. When it is given nothing else is tried.</param>
    /// <param name="packaged">Path of the one in the model's package; null for none, or when it may not be used.</param>
    /// <param name="name">Its name on the library path.</param>
    /// <exception cref="ModelFaultException">FailedPrecondition: there is none, or the one that is there cannot be used.</exception>
    public static DlrApi Load(string? named, string? packaged, string name)
    {
        if ((named ?? packaged) is { } path)
        {
            return File.Exists(path) ? Checked(Opened(path), path) : throw Unusable(path, "there is no such file");
        }

        return NativeLibrary.TryLoad(name, typeof(DlrLibrary).Assembly, DllImportSearchPath.SafeDirectories, out nint found)
            ? Checked(found, name)
            : throw new ModelFaultException(
                FaultCode.FailedPrecondition,
                $"Models compiled by SageMaker Neo cannot be loaded: there is no '{name}' on the library path of this device. Install DLR 1.x for this system, "
                + "or name its library by --dlr-library or edgeactors_dlr_library.");
    }

    private static nint Opened(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception refused) when (refused is DllNotFoundException or BadImageFormatException)
        {
            // The system's own words name what is missing: mostly another library.
            string line = refused.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(l => l.Contains(path, StringComparison.Ordinal)) ?? "";
            throw Unusable(path, $"this system cannot load it ({Wording.Printable.Of(line.Trim(), longest: 300)})", refused);
        }
    }

    private static DlrApi Checked(nint library, string path)
    {
        DlrApi? api = DlrApi.Of(library, path, out IReadOnlyList<string> missing);
        if (api is null)
        {
            bool another = missing.Count == Enum.GetValues<DlrFunction>().Length;
            throw Unusable(path, another ? "it is a library, but not DLR" : $"it lacks {string.Join(", ", missing)}, which this agent needs");
        }

        return api.Version.IsUsable ? api : throw Unusable(path, $"it is DLR {api.Version.Text}, and 1.x is needed");
    }

    private static ModelFaultException Unusable(string path, string why, Exception? cause = null) => new(
        FaultCode.FailedPrecondition,
        $"Models compiled by SageMaker Neo cannot be loaded: the DLR library '{path}' cannot be used, {why}. Name another one by --dlr-library or "
        + "edgeactors_dlr_library.",
        cause);
}
