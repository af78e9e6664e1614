using System.Diagnostics.CodeAnalysis;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Prediction;

/// <summary>The outputs of a run, and the promise that their model is not unloaded until they are disposed.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "disposed through the exchange that makes a second call harmless")]
internal sealed class LeasedResult(IInferenceResult result, Admission admission) : IInferenceResult
{
    private IInferenceResult? _result = result;

    public ReadOnlySpan<ResultTensor> Outputs
    {
        get
        {
            IInferenceResult? result = Volatile.Read(ref _result);
            ObjectDisposedException.ThrowIf(result is null, this);
            return result.Outputs;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _result, null) is not { } result)
        {
            return;
        }

        try
        {
            result.Dispose();
        }
        finally
        {
            admission.Sent();
        }
    }
}
