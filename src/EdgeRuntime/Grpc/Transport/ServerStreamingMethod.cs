namespace EdgeActors.Grpc.Transport;

/// <summary>A method that answers one request with a stream of messages.</summary>
internal interface IServerStreamingMethod
{
    /// <summary>For example <c>/grpc.health.v1.Health/Watch</c>.</summary>
    string Path { get; }

    /// <summary>
    /// As <see cref="IUnaryMethod.InvokeAsync"/>, but <see cref="UnaryCall.StartResponse"/> begins each message, and the method
    /// flushes <see cref="UnaryCall.Body"/> after each.
    /// </summary>
    ValueTask InvokeAsync(UnaryCall call);
}
