using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Control;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Protocol.Health;
using Google.Protobuf;

namespace EdgeActors.Protocol.Client;

/// <summary>
/// Calls an agent on its socket. Thread-safe; one client keeps one connection. Every call takes a timeout, which the
/// agent obeys too (null: the options'), and ends with a <see cref="GrpcException"/> when its status is not OK; UNAVAILABLE with a
/// text that says what to check when there is no agent.
/// </summary>
public sealed class EdgeAgentClient(EdgeAgentClientOptions options) : IDisposable
{
    private const string Service = "/AWS.SageMaker.Edge.Agent/";

    private readonly GrpcChannel _channel = new(options);

    /// <summary>Connects, at the first call, to the agent on a socket, with the default limits.</summary>
    public EdgeAgentClient(string socketPath)
        : this(new EdgeAgentClientOptions { SocketPath = socketPath })
    {
    }

    /// <summary>Runs tensors through a loaded model.</summary>
    public Task<PredictResponse> PredictAsync(PredictRequest request, TimeSpan? timeout = null, CancellationToken cancel = default) =>
        Call("Predict", request, PredictResponse.Parser, timeout, cancel);

    /// <summary>Loads the model in a folder under a name.</summary>
    public Task<LoadModelResponse> LoadModelAsync(LoadModelRequest request, TimeSpan? timeout = null, CancellationToken cancel = default) =>
        Call("LoadModel", request, LoadModelResponse.Parser, timeout, cancel);

    /// <summary>Unloads a model.</summary>
    public Task<UnLoadModelResponse> UnLoadModelAsync(UnLoadModelRequest request, TimeSpan? timeout = null, CancellationToken cancel = default) =>
        Call("UnLoadModel", request, UnLoadModelResponse.Parser, timeout, cancel);

    /// <summary>Lists the loaded models.</summary>
    public Task<ListModelsResponse> ListModelsAsync(TimeSpan? timeout = null, CancellationToken cancel = default) =>
        Call("ListModels", new ListModelsRequest(), ListModelsResponse.Parser, timeout, cancel);

    /// <summary>Describes one loaded model.</summary>
    public Task<DescribeModelResponse> DescribeModelAsync(DescribeModelRequest request, TimeSpan? timeout = null, CancellationToken cancel = default) =>
        Call("DescribeModel", request, DescribeModelResponse.Parser, timeout, cancel);

    /// <summary>Hands over inference data to keep.</summary>
    public Task<CaptureDataResponse> CaptureDataAsync(CaptureDataRequest request, TimeSpan? timeout = null, CancellationToken cancel = default) =>
        Call("CaptureData", request, CaptureDataResponse.Parser, timeout, cancel);

    /// <summary>Asks what became of a capture.</summary>
    public Task<GetCaptureDataStatusResponse> GetCaptureDataStatusAsync(
        GetCaptureDataStatusRequest request, TimeSpan? timeout = null, CancellationToken cancel = default) =>
        Call("GetCaptureDataStatus", request, GetCaptureDataStatusResponse.Parser, timeout, cancel);

    /// <summary>Asks for the health of a service; the empty name means the whole agent.</summary>
    public Task<HealthCheckResponse> CheckHealthAsync(string service = "", TimeSpan? timeout = null, CancellationToken cancel = default) =>
        _channel.CallAsync(
            "/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = service }, HealthCheckResponse.Parser, timeout, cancel);

    /// <summary>Has the agent ask its fleet at once; ends when the fleet has answered.</summary>
    public Task<PollFleetResponse> PollFleetAsync(TimeSpan? timeout = null, CancellationToken cancel = default) =>
        _channel.CallAsync("/edgeactors.Control/PollFleet", new PollFleetRequest(), PollFleetResponse.Parser, timeout, cancel);

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _channel.Dispose();

    private Task<T> Call<T>(string method, IMessage request, MessageParser<T> parser, TimeSpan? timeout, CancellationToken cancel)
        where T : IMessage<T> =>
        _channel.CallAsync(Service + method, request, parser, timeout, cancel);
}
