using System.Collections.Immutable;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Engine;

/// <summary>A native inference library. Thread-safe.</summary>
public interface IInferenceEngine
{
    /// <summary>Name and version for people, for example <c>onnxruntime 1.30.0</c>.</summary>
    string Description { get; }

    /// <summary>
    /// What loading the folder will take, judged from its files alone: bytes of the model and its external data.
    /// </summary>
    /// <exception cref="ModelFaultException"><see cref="FaultCode.NotFound"/> or <see cref="FaultCode.FailedPrecondition"/>.</exception>
    ModelFootprint Inspect(string folder);

    /// <summary>
    /// Opens the model in <paramref name="folder"/> (absolute). Blocks for as long as it takes, so never on an actor's thread.
    /// </summary>
    /// <exception cref="ModelFaultException">
    /// NotFound (nothing there), FailedPrecondition (cannot be loaded, or has a tensor the protocol has no code for),
    /// ResourceExhausted (memory).
    /// </exception>
    IModelSession Load(string folder, CancellationToken cancelled);
}

/// <summary>What a model folder holds.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Bytes">Size of the files that the engine will read.</param>
public sealed record ModelFootprint(string Folder, long Bytes);

/// <summary>A loaded model. <see cref="Run"/> may be called from several threads at once.</summary>
public interface IModelSession : IDisposable
{
    /// <summary>Declared inputs, in the model's order.</summary>
    ImmutableArray<TensorSpec> Inputs { get; }

    /// <summary>Declared outputs, in the model's order.</summary>
    ImmutableArray<TensorSpec> Outputs { get; }

    /// <summary>Runs that this session can do at the same time; 1 for engines that keep state in the handle.</summary>
    int MaxConcurrency { get; }

    /// <summary>
    /// Runs the model. Blocks. <paramref name="inputs"/> are already checked against <see cref="Inputs"/>: one per input, in
    /// order, with the right type, rank, extents and byte count.
    /// </summary>
    /// <param name="inputs">Inputs whose bytes stay valid for the whole call.</param>
    /// <param name="cancelled">Ends the run as soon as the engine can (ONNX Runtime: the terminate flag).</param>
    /// <returns>The outputs; the caller disposes them.</returns>
    /// <exception cref="ModelFaultException">InvalidArgument, ResourceExhausted, Cancelled or Internal.</exception>
    IInferenceResult Run(ReadOnlySpan<BoundTensor> inputs, CancellationToken cancelled);
}

/// <summary>A checked input.</summary>
/// <param name="Type">Element type, equal to the declared one.</param>
/// <param name="Shape">Extents, none negative.</param>
/// <param name="Address">First byte.</param>
/// <param name="Length">Exactly the bytes that type and shape need.</param>
public readonly record struct BoundTensor(TensorType Type, long[] Shape, nint Address, long Length);

/// <summary>The outputs of one run, in the engine's memory until disposed.</summary>
public interface IInferenceResult : IDisposable
{
    /// <summary>One per declared output, in the model's order. Addresses are valid until <see cref="IDisposable.Dispose"/>.</summary>
    ReadOnlySpan<ResultTensor> Outputs { get; }
}

/// <summary>One output of a run.</summary>
/// <param name="Name">The declared name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Actual extents.</param>
/// <param name="Address">First byte; may be 0 when <paramref name="Length"/> is 0.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct ResultTensor(TensorName Name, TensorType Type, long[] Shape, nint Address, long Length);
