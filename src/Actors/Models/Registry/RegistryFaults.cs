using System.Globalization;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Registry;

/// <summary>Refusals of the commands about models: each names the model, the fact, and what to do.</summary>
internal static class RegistryFaults
{
    public static ModelFault Crashed { get; } =
        new(FaultCode.Internal, "the agent failed while it handled this command; it serves on, so retry");

    /// <summary>A load whose alias is not free.</summary>
    public static ModelFault Taken(ModelEntry by) => new(FaultCode.AlreadyExists, by.Phase switch
    {
        EntryPhase.Ready => $"'{by.Handle}' is loaded already; unload it first, or load this one under another name",
        EntryPhase.Draining =>
            $"'{by.Handle}' is being unloaded; load again when UnLoadModel has answered (calling it again waits for the same "
            + "unload), or load this one under another name",
        _ => $"'{by.Handle}' is being loaded already; wait for that, or load this one under another name",
    });

    /// <summary>One model more than the limit.</summary>
    public static ModelFault TooMany(string handle, int loaded) =>
        new(
            FaultCode.ResourceExhausted,
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{handle}' is not loaded: there are {loaded} models already, which is the limit; unload one first, or raise the limit of models"));

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
