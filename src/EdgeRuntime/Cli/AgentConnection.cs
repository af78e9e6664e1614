using System.CommandLine;
using EdgeActors.Cli.Tensors;
using EdgeActors.Configuration;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Control;
using EdgeActors.Protocol.Health;
using Google.Protobuf;

namespace EdgeActors.Cli;

/// <summary>The agent's calls as the client verbs need them.</summary>
internal sealed class AgentConnection(string socket, TimeSpan timeout) : IDisposable
{
    private readonly EdgeAgentClient _client = new(new EdgeAgentClientOptions
    {
        SocketPath = socket,
        Timeout = timeout,
        // What the agent may send is the agent's -m; a person at a terminal wants to see the answer.
        MaxReceiveBytes = Array.MaxLength,
    });

    /// <summary>Path of the agent's socket.</summary>
    public string Socket { get; } = socket;

    /// <summary>Adds the options that say how to reach the agent.</summary>
    public static void AddOptions(Command command)
    {
        command.Options.Add(SharedOptions.Agent);
        command.Options.Add(SharedOptions.Timeout);
    }

    /// <summary>The agent that a command line means; nothing is connected before the first call.</summary>
    /// <exception cref="ConfigurationException">The socket's path is no good.</exception>
    public static AgentConnection Open(ParseResult command)
    {
        string? flag = command.GetValue(SharedOptions.Agent);
        string? variable = Environment.GetEnvironmentVariable(SocketPath.EnvironmentVariable);
        (string key, string address) = flag is not null ? (SharedOptions.Agent.Name, flag)
            : string.IsNullOrEmpty(variable) ? ("default", SocketPath.OfClients(Path.Exists))
            : (SocketPath.EnvironmentVariable, variable);
        return SocketPath.Fault(key, address) is { } fault
            ? throw new ConfigurationException([fault])
            : new AgentConnection(SocketPath.From(address), TimeSpan.FromSeconds(command.GetValue(SharedOptions.Timeout)));
    }

    /// <summary>The loaded models.</summary>
    public async Task<IReadOnlyList<Model>> ListAsync() => (await _client.ListModelsAsync()).Models;

    /// <summary>Loads a folder.</summary>
    public async Task<Model> LoadAsync(string name, string folder) =>
        (await _client.LoadModelAsync(new LoadModelRequest { Name = name, Url = folder })).Model;

    /// <summary>Unloads a model.</summary>
    public Task UnloadAsync(string name) => _client.UnLoadModelAsync(new UnLoadModelRequest { Name = name });

    /// <summary>One loaded model.</summary>
    public async Task<Model> DescribeAsync(string name) =>
        (await _client.DescribeModelAsync(new DescribeModelRequest { Name = name })).Model;

    /// <summary>The agent's own word on its health.</summary>
    public async Task<HealthCheckResponse.Types.ServingStatus> HealthAsync() => (await _client.CheckHealthAsync()).Status;

    /// <summary>Runs tensors through a model.</summary>
    public async Task<IReadOnlyList<NamedTensor>> PredictAsync(string name, IEnumerable<NamedTensor> inputs)
    {
        PredictRequest request = new() { Name = name };
        request.Tensors.AddRange(inputs.Select(ToWire));
        PredictResponse response = await _client.PredictAsync(request);
        return [.. response.Tensors.Select(FromWire)];
    }

    /// <summary>Hands over a capture.</summary>
    public Task CaptureAsync(CaptureDataRequest request) => _client.CaptureDataAsync(request);

    /// <summary>Where a capture is.</summary>
    public async Task<CaptureDataStatus> CaptureStatusAsync(string id) =>
        (await _client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = id })).Status;

    /// <summary>Has the agent ask its fleet at once.</summary>
    public Task<PollFleetResponse> PollFleetAsync() => _client.PollFleetAsync();

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>A tensor as the device API has it.</summary>
    public static Tensor ToWire(NamedTensor tensor) => new()
    {
        TensorMetadata = new TensorMetadata
        {
            Name = ByteString.CopyFrom(tensor.Name.Bytes),
            DataType = (DataType)tensor.Value.Type,
            Shape = { tensor.Value.Shape },
        },
        ByteData = UnsafeByteOperations.UnsafeWrap(tensor.Value.Bytes),
    };

    private static NamedTensor FromWire(Tensor tensor)
    {
        TensorType type = (TensorType)tensor.TensorMetadata.DataType;
        return TensorTypes.IsKnown(type)
            ? new NamedTensor(
                new TensorName(tensor.TensorMetadata.Name.Span),
                new TensorValue(type, [.. tensor.TensorMetadata.Shape], tensor.ByteData.Memory))
            : throw new TensorFormatException($"an output has the unknown type {(int)type}; is this command older than the agent?");
    }
}
