using System.Collections.Immutable;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Swap.Trial;

/// <summary>Tensors that came with a model, to try it on. Thread-safe.</summary>
public interface ITrialInputs
{
    /// <summary>Reads what was recorded in a model's folder.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="declared">The model's inputs: one tensor for each is wanted.</param>
    /// <param name="maxBytes">Bytes that all of them together may have.</param>
    /// <param name="cancelled">Ends the reading.</param>
    /// <returns>Never throws for what a package can hold.</returns>
    Task<RecordedInputs> ReadAsync(string folder, ImmutableArray<TensorSpec> declared, long maxBytes, CancellationToken cancelled);
}

/// <summary>What came with a model.</summary>
/// <param name="Tensors">One for each input, by name; none when nothing was recorded.</param>
/// <param name="Fault">Why what was recorded cannot be used, for people; null when it can, and when there is nothing.</param>
public sealed record RecordedInputs(ImmutableArray<TrialTensor> Tensors, string? Fault = null)
{
    /// <summary>Nothing was recorded.</summary>
    public static RecordedInputs None { get; } = new([]);
}

/// <summary>One input of a trial.</summary>
/// <param name="Name">The model's name of it.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Extents, none negative.</param>
/// <param name="Bytes">Little-endian elements, row by row.</param>
public sealed record TrialTensor(TensorName Name, TensorType Type, ImmutableArray<int> Shape, ReadOnlyMemory<byte> Bytes);
