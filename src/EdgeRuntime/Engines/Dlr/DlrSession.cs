using System.Collections.Immutable;
using EdgeActors.Engines.Dlr.Running;
using EdgeActors.Engines.Dlr.TensorRt;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Dlr;

/// <summary>
/// A loaded compiled model: a pool of handles, each with a thread of its own. A run cannot be interrupted, so who gives up is let go by the model's actor while the
/// handle stays busy, and counted as such, until libdlr comes back.
/// </summary>
internal sealed class DlrSession(
    ImmutableArray<TensorSpec> inputs, ImmutableArray<TensorSpec> outputs, int maxConcurrency, HandlePool handles, DlrRun run, CacheLease? cache) : IModelSession
{
    private int _disposed;

    /// <inheritdoc />
    public ImmutableArray<TensorSpec> Inputs => inputs;

    /// <inheritdoc />
    public ImmutableArray<TensorSpec> Outputs => outputs;

    /// <inheritdoc />
    public int MaxConcurrency => maxConcurrency;

    /// <summary>Handles that exist now.</summary>
    internal int Handles => handles.Live;

    /// <inheritdoc />
    public IInferenceResult Run(ReadOnlySpan<BoundTensor> bound, CancellationToken cancelled)
    {
        BoundTensorCheck.ThrowIfUnfit(bound, inputs);
        BoundTensor[] given = bound.ToArray();
        OwnedHandle handle = handles.Take(cancelled);
        try
        {
            return handle.Do(owned =>
            {
                DlrResult result = run.Execute(owned, given, cancelled);
                cache?.AfterRun();
                return result;
            });
        }
        finally
        {
            handles.Return(handle);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            handles.Dispose();
            cache?.Dispose();
        }
    }
}
