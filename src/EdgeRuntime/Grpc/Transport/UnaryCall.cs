using System.Buffers;
using System.IO.Pipelines;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Transport;

/// <summary>
/// Takes an uncompressed request message piece by piece, in order, so that a message of megabytes is never held twice.
/// </summary>
internal interface IMessageParser
{
    /// <summary>The message begins. <paramref name="length"/> is its size, or an upper bound for a compressed one.</summary>
    void Start(long length);

    /// <summary>
    /// Takes what it can from <paramref name="bytes"/>; what it leaves comes again, with more behind it. With
    /// <paramref name="last"/> nothing more follows and everything must be taken.
    /// </summary>
    /// <returns>The position up to which bytes were taken.</returns>
    /// <exception cref="GrpcException">The message is malformed or too large.</exception>
    SequencePosition Parse(in ReadOnlySequence<byte> bytes, bool last);
}

/// <summary>One call of a unary method. The transport has already checked headers, path, content type and deadline.</summary>
internal abstract class UnaryCall
{
    /// <summary>Fires when the client's deadline has passed or the client has gone; the transport then answers by itself.</summary>
    public abstract CancellationToken Aborted { get; }

    /// <summary>Reads the one request message: frame prefix, size limit and decompression are the transport's.</summary>
    /// <exception cref="GrpcException">As the parser's, or the message is missing, too large or wrongly compressed.</exception>
    public abstract ValueTask ReadAsync(IMessageParser parser);

    /// <summary>
    /// Begins the answer: status 200, headers and the frame prefix for a message of exactly <paramref name="length"/> bytes,
    /// which are then written to <see cref="Body"/>.
    /// </summary>
    /// <exception cref="GrpcException">RESOURCE_EXHAUSTED: the answer is larger than the limit.</exception>
    public abstract void StartResponse(long length);

    /// <summary>Where the response message goes.</summary>
    public abstract PipeWriter Body { get; }
}

/// <summary>A method of a gRPC service.</summary>
internal interface IUnaryMethod
{
    /// <summary>For example <c>/AWS.SageMaker.Edge.Agent/Predict</c>.</summary>
    string Path { get; }

    /// <summary>
    /// Reads the request and writes the answer. Returning normally means status OK; a <see cref="GrpcException"/> becomes its
    /// status; anything else becomes INTERNAL and is logged.
    /// </summary>
    ValueTask InvokeAsync(UnaryCall call);
}
