namespace EdgeActors.Models;

/// <summary>What is loaded now, for whoever only has to look. Reading takes no lock and sends no message. Thread-safe.</summary>
public interface IModelCatalog
{
    /// <summary>Whether the agent takes no more work.</summary>
    bool IsStopping { get; }

    /// <summary>Aliases that serve now.</summary>
    IReadOnlyCollection<string> Handles { get; }

    /// <summary>The model that serves under <paramref name="handle"/>, or null.</summary>
    ModelInfo? Find(string handle);
}
