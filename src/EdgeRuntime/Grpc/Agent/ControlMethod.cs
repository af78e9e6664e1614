using EdgeActors.Grpc.Transport;
using EdgeActors.Models;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Grpc.Agent;

/// <summary>A method that asks the model registry one question.</summary>
internal abstract class ControlMethod<TRequest, TResponse>(string name, IModelControl control, AgentOptions options) : IUnaryMethod
    where TRequest : IMessage<TRequest>, new()
    where TResponse : IMessage<TResponse>
{
    /// <inheritdoc />
    public string Path { get; } = AgentMethods.PathOf(name);

    /// <inheritdoc />
    public async ValueTask InvokeAsync(UnaryCall call)
    {
        WholeMessageParser<TRequest> parser = new(options.MaxControlMessageBytes);
        await call.ReadAsync(parser);
        ModelsProtocol.IModelsReply reply = await AskAsync(CommandOf(parser.Message), call.Aborted);
        if (reply is ModelsProtocol.ModelRefused refused)
        {
            throw ModelFaultStatus.ToException(refused.Fault);
        }

        TResponse response = AnswerOf(reply)
            ?? throw new InvalidOperationException($"the registry answered {reply.GetType().Name} to {name}");
        call.StartResponse(response.CalculateSize());
        response.WriteTo(call.Body);
    }

    /// <summary>The command that the request means.</summary>
    /// <exception cref="GrpcException">INVALID_ARGUMENT.</exception>
    protected abstract object CommandOf(TRequest request);

    /// <summary>The answer that the reply means; null when it is no reply to the command.</summary>
    protected abstract TResponse? AnswerOf(ModelsProtocol.IModelsReply reply);

    private async ValueTask<ModelsProtocol.IModelsReply> AskAsync(object command, CancellationToken aborted)
    {
        try
        {
            return await control.AskAsync(command, aborted);
        }
        catch (OperationCanceledException gone) when (aborted.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.Cancelled, $"the client gave up waiting for {name}", gone);
        }
    }
}
