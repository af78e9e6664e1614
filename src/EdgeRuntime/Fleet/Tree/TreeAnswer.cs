using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Fleet.Tree;

/// <summary>Turns what can go wrong with a tree into answers.</summary>
internal static class TreeAnswer
{
    /// <summary>The value, or why there is none.</summary>
    /// <param name="store">Where documents are, for people.</param>
    /// <param name="call">Gets it.</param>
    /// <param name="cancelled">The caller's wish.</param>
    public static async Task<FleetAnswer<T>> OfAsync<T>(string store, Func<Task<T>> call, CancellationToken cancelled)
        where T : class
    {
        try
        {
            return FleetAnswer.Of(await call());
        }
        catch (DocumentStoreException fault)
        {
            return FleetAnswer.Failed<T>(fault.Kind, fault.Message);
        }
        catch (DocumentFormatException fault)
        {
            return FleetAnswer.Failed<T>(FleetFaultKind.Unusable, $"a document in {store} cannot be used: {fault.Message}");
        }
        catch (Exception failure) when (!cancelled.IsCancellationRequested)
        {
            return FleetAnswer.Failed<T>(FleetFaultKind.Unreachable, $"the tree in {store} failed ({failure.GetType().Name})");
        }
    }

    /// <summary>The document is not what it should be.</summary>
    public static DocumentStoreException Unusable(string key, string store, string fault) =>
        new(FleetFaultKind.Unusable, $"{key} in {store} {fault}");

    /// <summary>The fleet itself is not there.</summary>
    public static DocumentStoreException NoFleet(FleetTree tree, string store) => new(
        FleetFaultKind.Unreachable,
        $"there is no fleet \"{tree.Fleet}\" in {store} ({tree.FleetKey} is missing): mount the folder, correct the name, or make it with \"edgeactors fleet init\"");
}
