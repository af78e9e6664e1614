using System.Collections.Immutable;

namespace EdgeActors.Models.Tensors;

/// <summary>What a model declares of one input or output.</summary>
/// <param name="Name">The model's own name of the tensor.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Extents, outermost first; -1 is known only at run time; empty is a scalar.</param>
public sealed record TensorSpec(TensorName Name, TensorType Type, ImmutableArray<int> Shape);
