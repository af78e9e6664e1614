using EdgeActors.Grpc.Transport;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.SharedMemory;

namespace EdgeActors.Grpc.Agent;

/// <summary>The service <c>AWS.SageMaker.Edge.Agent</c>.</summary>
internal static class AgentMethods
{
    /// <summary>The five methods about models; the two of data capture come with it (<see cref="Capture.CaptureDataMethod"/>).</summary>
    public static IReadOnlyList<IUnaryMethod> Of(
        IPredictor predictor,
        IModelControl control,
        TensorMemory memory,
        SharedMemoryTensors segments,
        AgentOptions options) =>
    [
        new PredictMethod(predictor, memory, segments, new PredictNames(), options),
        new LoadModelMethod(control, options),
        new UnLoadModelMethod(control, options),
        new ListModelsMethod(control, options),
        new DescribeModelMethod(control, options),
    ];

    /// <summary>The HTTP/2 path of a method.</summary>
    public static string PathOf(string method) => "/AWS.SageMaker.Edge.Agent/" + method;
}
