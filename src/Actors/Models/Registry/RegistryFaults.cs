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
    public static ModelFault NotYetFreed(ModelEntry entry, AdmissionCounts held)
    {
        string handle = entry.Handle;
        string fact = held == default
            ? $"'{handle}' has answered every prediction, but the engine has not freed its memory yet"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"'{handle}' takes no more predictions, but {held.Running} still run and {held.Unsent} answers are not yet sent");
        return new ModelFault(
            FaultCode.Unavailable, $"{fact}; its memory is freed when that is done: {(entry.HasAlias ? "call UnLoadModel" : "release it")} again to wait for it");
    }

    /// <summary>A swap with a model that is not there.</summary>
    public static ModelFault NoSuchId(long id) => new(
        FaultCode.NotFound,
        string.Create(CultureInfo.InvariantCulture, $"no loaded model has the id {id}: it was unloaded or has failed; stage its folder again"));

    /// <summary>A swap under an alias that the model was not staged for.</summary>
    public static ModelFault OtherAlias(string handle, ModelEntry entry) => new(
        FaultCode.InvalidArgument, $"the model from '{entry.Folder}' was loaded for '{entry.Handle}', not for '{handle}'; publish it as that, or stage it again");

    /// <summary>A swap with a model that loads or is unloaded.</summary>
    public static ModelFault NotReady(ModelEntry entry) => new(
        FaultCode.FailedPrecondition,
        $"the model from '{entry.Folder}' is being {(entry.IsBeingLoaded ? "loaded; wait for that" : "unloaded; stage its folder again")}");

    /// <summary>A release of a model that clients see.</summary>
    public static ModelFault StillSeen(ModelEntry entry) => new(
        FaultCode.FailedPrecondition, $"the model from '{entry.Folder}' serves as '{entry.Handle}'; publish another one in its place, or withdraw it first");

    /// <summary>A client's load whose alias was given to another model meanwhile.</summary>
    public static ModelFault Displaced(string handle) => new(
        FaultCode.AlreadyExists,
        $"a deployment has put a model in place as '{handle}' while this one was being loaded; use that one, or load this one under another name");

    /// <summary>A client's load whose alias was withdrawn meanwhile.</summary>
    public static ModelFault Withdrawn(string handle) => new(
        FaultCode.Unavailable, $"a deployment has taken '{handle}' out of service while it was being loaded; load it again if it is still wanted");
}
