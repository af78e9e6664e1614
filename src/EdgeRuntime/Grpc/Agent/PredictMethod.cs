using EdgeActors.Grpc.Transport;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.SharedMemory;

namespace EdgeActors.Grpc.Agent;

/// <summary>Predict: tensors in, tensors out.</summary>
internal sealed class PredictMethod(
    IPredictor predictor,
    TensorMemory memory,
    SharedMemoryTensors segments,
    PredictNames names,
    AgentOptions options) : IUnaryMethod
{
    /// <inheritdoc />
    public string Path => AgentMethods.PathOf("Predict");

    /// <inheritdoc />
    public async ValueTask InvokeAsync(UnaryCall call)
    {
        (string handle, RequestTensor[] tensors) = await ReadAsync(call);
        PredictOutcome outcome = await predictor.PredictAsync(handle, tensors, call.Aborted);
        if (outcome.Fault is { } fault)
        {
            throw ModelFaultStatus.ToException(fault);
        }

        using IInferenceResult result = outcome.Result!;
        await PredictResponseWriter.WriteAsync(call, result);
    }

    private async ValueTask<(string Handle, RequestTensor[] Tensors)> ReadAsync(UnaryCall call)
    {
        using PredictRequestParser parser = new(memory, names, options);
        await call.ReadAsync(parser);
        try
        {
            return (parser.ModelHandle, parser.TakeTensors(segments));
        }
        catch (ModelFaultException refused)
        {
            throw ModelFaultStatus.ToException(refused.Fault, refused);
        }
    }
}
