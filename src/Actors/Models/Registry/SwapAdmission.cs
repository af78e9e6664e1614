using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Registry;

/// <summary>Whether an alias may go from one model to another. Pure.</summary>
internal static class SwapAdmission
{
    /// <summary>May <paramref name="id"/> have the alias <paramref name="handle"/>?</summary>
    public static ModelFault? Publish(string handle, long id, RegistryState state) =>
        state.Stopper is not null ? PredictFaults.Stopping
        : state.Find(id) is not { } entry ? RegistryFaults.NoSuchId(id)
        : entry.Handle != handle ? RegistryFaults.OtherAlias(handle, entry)
        : entry.Phase != EntryPhase.Ready ? RegistryFaults.NotReady(entry)
        : null;

    /// <summary>May <paramref name="id"/> be unloaded without a client having asked for it?</summary>
    public static ModelFault? Release(long id, RegistryState state) =>
        state.Find(id) is not { } entry ? RegistryFaults.NoSuchId(id)
        : entry is { HasAlias: true, Phase: not EntryPhase.Draining } ? RegistryFaults.StillSeen(entry)
        : null;
}
