using System.Collections.Immutable;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models;

/// <summary>
/// What the model registry understands and answers. Predictions do not come this way: see <see cref="IPredictor"/>.
/// </summary>
public static class ModelsProtocol
{
    /// <summary>A reply of the registry.</summary>
    public interface IModelsReply;

    /// <summary>Load the folder <paramref name="Url"/> under <paramref name="Handle"/>.</summary>
    /// <param name="Handle">The key: the request's handle if it is not empty, else its name.</param>
    /// <param name="Url">Local folder, absolute or relative to the agent's working directory.</param>
    public sealed record LoadModel(string Handle, string Url);

    /// <summary>Unload; answered when the last prediction is out and the engine's memory is free.</summary>
    public sealed record UnloadModel(string Handle);

    /// <summary>All models that can serve.</summary>
    public sealed record ListModels
    {
        /// <summary>The only value.</summary>
        public static ListModels Instance { get; } = new();
    }

    /// <summary>One model.</summary>
    public sealed record DescribeModel(string Handle);

    /// <summary>Answer to <see cref="LoadModel"/>.</summary>
    public sealed record ModelLoaded(ModelInfo Model) : IModelsReply;

    /// <summary>Answer to <see cref="UnloadModel"/>.</summary>
    public sealed record ModelUnloaded(string Handle) : IModelsReply;

    /// <summary>Answer to <see cref="ListModels"/>, in the order of loading.</summary>
    public sealed record ModelList(ImmutableArray<ModelInfo> Models) : IModelsReply;

    /// <summary>Answer to <see cref="DescribeModel"/>.</summary>
    public sealed record ModelDescribed(ModelInfo Model) : IModelsReply;

    /// <summary>Any command refused.</summary>
    public sealed record ModelRefused(ModelFault Fault) : IModelsReply;
}

/// <summary>What is known of a loaded model.</summary>
/// <param name="Handle">The alias that clients use.</param>
/// <param name="Url">As the client gave it.</param>
/// <param name="Inputs">Declared inputs in order.</param>
/// <param name="Outputs">Declared outputs in order.</param>
public sealed record ModelInfo(string Handle, string Url, ImmutableArray<TensorSpec> Inputs, ImmutableArray<TensorSpec> Outputs)
{
    /// <summary>The name that the package gives itself, or null: then captured data go by the alias.</summary>
    public string? PackageName { get; init; }

    /// <summary>The version that the package gives itself, or null.</summary>
    public string? PackageVersion { get; init; }
}
