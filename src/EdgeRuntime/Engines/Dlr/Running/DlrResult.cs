using System.Runtime.InteropServices;
using EdgeActors.Models.Engine;

namespace EdgeActors.Engines.Dlr.Running;

/// <summary>
/// Outputs in memory of their own, since the next run of the handle writes over libdlr's; freed on disposal.
/// </summary>
internal sealed unsafe class DlrResult(int count) : IInferenceResult
{
    private const int Alignment = 64;

    private readonly ResultTensor[] _outputs = new ResultTensor[count];
    private nint[]? _blocks = new nint[count];

    /// <inheritdoc />
    public ReadOnlySpan<ResultTensor> Outputs
    {
        get
        {
            ObjectDisposedException.ThrowIf(_blocks is null, this);
            return _outputs;
        }
    }

    /// <summary>Memory for an output.</summary>
    /// <exception cref="OutOfMemoryException">The system has none.</exception>
    public nint Rent(int index, long bytes) => _blocks![index] = (nint)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), Alignment);

    /// <summary>Tells what was put there.</summary>
    public void Set(int index, ResultTensor output) => _outputs[index] = output;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (nint block in Interlocked.Exchange(ref _blocks, null) ?? [])
        {
            NativeMemory.AlignedFree((void*)block);
        }
    }
}
