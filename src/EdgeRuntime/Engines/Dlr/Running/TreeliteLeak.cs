using System.Globalization;
using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Engines.Dlr.Loading;
using EdgeActors.Models;

namespace EdgeActors.Engines.Dlr.Running;

/// <summary>
/// Counts what libdlr loses: up to 1.10.0 each Treelite handle leaves its predictor and that one's threads behind when it is freed. Loads end before
/// that becomes the device's end.
/// </summary>
internal sealed class TreeliteLeak(int most)
{
    private int _freed;

    /// <summary>Handles that were freed and have leaked.</summary>
    public int Freed => Volatile.Read(ref _freed);

    /// <summary>Refuses another handle that would be one too many.</summary>
    /// <exception cref="ModelFaultException">ResourceExhausted.</exception>
    public void ThrowIfFull(DlrApi api, DlrFolder model)
    {
        if (Leaks(api, model) && Freed >= most)
        {
            throw new ModelFaultException(
                FaultCode.ResourceExhausted,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The compiled model in '{model.Folder}' cannot be loaded: DLR {api.Version.Text} keeps memory and threads of every Treelite model that is "
                    + $"unloaded, and {Freed} were, which is the limit (edgeactors_dlr_treelite_reloads). Restart the agent, or use a DLR newer than 1.10.0."));
        }
    }

    /// <summary>A handle was freed.</summary>
    public void Count(DlrApi api, DlrFolder model)
    {
        if (Leaks(api, model))
        {
            Interlocked.Increment(ref _freed);
        }
    }

    private static bool Leaks(DlrApi api, DlrFolder model) => model.Backend == DlrBackend.Treelite && api.Version.LeaksTreelite;
}
