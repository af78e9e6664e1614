using System.Globalization;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Registry;

/// <summary>Refusals of the commands about models: each names the model, the fact, and what to do.</summary>
internal static class RegistryFaults
{
    /// <summary>An unload whose time is up.</summary>
    public static ModelFault NotYetFreed(string handle, AdmissionCounts held)
    {
        string fact = held == default
            ? $"'{handle}' has answered every prediction, but the engine has not freed its memory yet"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"'{handle}' takes no more predictions, but {held.Running} still run and {held.Unsent} answers are not yet sent");
        return new ModelFault(
            FaultCode.Unavailable, $"{fact}; its memory is freed when that is done: call UnLoadModel again to wait for it");
    }
}
