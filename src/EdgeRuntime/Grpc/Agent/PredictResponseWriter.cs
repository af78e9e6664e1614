using System.IO.Pipelines;
using EdgeActors.Grpc.Transport;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Protocol.Wire;

namespace EdgeActors.Grpc.Agent;

/// <summary>
/// Writes a PredictResponse: the outputs' bytes go once, from the engine's memory to the connection's buffers, and no further ahead
/// of the client than <see cref="Ahead"/> bytes.
/// </summary>
internal static class PredictResponseWriter
{
    /// <summary>Bytes after which the writer waits for the connection to take them.</summary>
    public const int Ahead = 256 * 1024;

    /// <exception cref="GrpcException">INTERNAL: an extent does not fit the wire; CANCELLED: the client has gone.</exception>
    public static async ValueTask WriteAsync(UnaryCall call, IInferenceResult result)
    {
        int count = result.Outputs.Length;
        call.StartResponse(LengthOf(result.Outputs));
        long ahead = 0;
        for (int index = 0; index < count; index++)
        {
            ahead += WriteHead(call.Body, result.Outputs[index]);
            for (long written = 0; written < result.Outputs[index].Length;)
            {
                if (ahead >= Ahead)
                {
                    await FlushAsync(call);
                    ahead = 0;
                }

                int piece = WritePiece(call.Body, result.Outputs[index], written, Ahead - ahead);
                written += piece;
                ahead += piece;
            }
        }
    }

    /// <summary>Bytes of the whole message.</summary>
    internal static long LengthOf(ReadOnlySpan<ResultTensor> outputs)
    {
        long length = 0;
        foreach (ref readonly ResultTensor output in outputs)
        {
            long tensor = TensorLength(output, MetadataLength(output, ShapeLength(output)));
            length += 1 + WireVarint.Size((ulong)tensor) + tensor;
        }

        return length;
    }

    private static async ValueTask FlushAsync(UnaryCall call)
    {
        try
        {
            FlushResult flushed = await call.Body.FlushAsync(call.Aborted);
            if (flushed.IsCompleted || flushed.IsCanceled)
            {
                throw Gone();
            }
        }
        catch (OperationCanceledException cancelled) when (call.Aborted.IsCancellationRequested)
        {
            throw Gone(cancelled);
        }
    }

    private static GrpcException Gone(Exception? cause = null) =>
        new(GrpcStatusCode.Cancelled, "the client stopped reading the answer", cause);

    // All tags here are below 128, thus one byte.
    private static int WriteHead(PipeWriter body, in ResultTensor output)
    {
        int shape = ShapeLength(output);
        int metadata = MetadataLength(output, shape);
        long tensor = TensorLength(output, metadata);
        Span<byte> span = body.GetSpan(metadata + (4 * WireVarint.Longest));
        int at = WriteField(span, 0, PredictTags.ResponseTensor, (ulong)tensor);
        at = WriteField(span, at, PredictTags.TensorMetadata, (ulong)metadata);
        if (!output.Name.IsEmpty)
        {
            at = WriteField(span, at, PredictTags.MetadataName, (ulong)output.Name.Bytes.Length);
            output.Name.Bytes.CopyTo(span[at..]);
            at += output.Name.Bytes.Length;
        }

        if (output.Type != TensorType.UInt8)
        {
            at = WriteField(span, at, PredictTags.MetadataType, (ulong)output.Type);
        }

        if (shape > 0)
        {
            at = WriteField(span, at, PredictTags.MetadataShape, (ulong)shape);
            foreach (long extent in output.Shape)
            {
                at += WireVarint.Write(span[at..], (ulong)extent);
            }
        }

        at = WriteField(span, at, PredictTags.TensorBytes, (ulong)output.Length);
        body.Advance(at);
        return at;
    }

    private static int WriteField(Span<byte> span, int at, uint tag, ulong value)
    {
        span[at] = (byte)tag;
        return at + 1 + WireVarint.Write(span[(at + 1)..], value);
    }

    private static unsafe int WritePiece(PipeWriter body, in ResultTensor output, long from, long most)
    {
        Span<byte> span = body.GetSpan();
        int length = (int)Math.Min(Math.Min(span.Length, most), output.Length - from);
        new ReadOnlySpan<byte>((byte*)output.Address + from, length).CopyTo(span);
        body.Advance(length);
        return length;
    }

    private static long TensorLength(in ResultTensor output, int metadata) =>
        1 + WireVarint.Size((ulong)metadata) + metadata + 1 + WireVarint.Size((ulong)output.Length) + output.Length;

    private static int MetadataLength(in ResultTensor output, int shape) =>
        Delimited(output.Name.Bytes.Length)
        + (output.Type == TensorType.UInt8 ? 0 : 1 + WireVarint.Size((ulong)output.Type))
        + Delimited(shape);

    private static int Delimited(int length) => length == 0 ? 0 : 1 + WireVarint.Size((ulong)length) + length;

    private static int ShapeLength(in ResultTensor output)
    {
        int length = 0;
        foreach (long extent in output.Shape)
        {
            length += extent is >= 0 and <= int.MaxValue ? WireVarint.Size((ulong)extent) : throw new GrpcException(
                GrpcStatusCode.Internal,
                $"output {output.Name} has the shape [{string.Join(", ", output.Shape)}]; " +
                $"the device API has no way to send an extent of {extent}");
        }

        return length;
    }
}
