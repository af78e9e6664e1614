using System.Runtime.InteropServices;
using System.Text;
using EdgeActors.Grpc.Agent;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.SharedMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Grpc.Agent;

/// <summary>Reads a Predict request with the product's parser or with the generated code, into one comparable text.</summary>
internal static class PredictParsing
{
    private const int SegmentSize = 65536;

    private static readonly byte[] Segment = GC.AllocateArray<byte>(SegmentSize, pinned: true);

    public static string Read(byte[] message, int piece, TensorMemory memory, AgentOptions? options = null)
    {
        FakeSystemV system = new()
        {
            AnySegment = new SegmentStatus(SegmentSize, 0x100),
            Memory = Marshal.UnsafeAddrOfPinnedArrayElement(Segment, 0),
        };
        using AttachedSegments attached = new(system, new SharedMemoryOptions(), TimeProvider.System, NullLogger<AttachedSegments>.Instance);
        using PredictRequestParser parser = new(memory, new PredictNames(), options ?? new AgentOptions());
        FakeUnaryCall.Feed(parser, message, piece);
        RequestTensor[] tensors = parser.TakeTensors(new SharedMemoryTensors(system, attached, memory));
        StringBuilder text = new();
        foreach (RequestTensor tensor in tensors)
        {
            string data = tensor.Data is NativeBuffer ? Convert.ToHexString(FakePredictor.BytesOf(tensor.Data))
                : $"segment {tensor.Data.Length} {tensor.Data.IsUpperBound}";
            string metadata = tensor.Type is null ? "none" : $"{(int)tensor.Type} [{string.Join(',', tensor.Shape!)}]";
            text.AppendLine($"{Convert.ToHexString(tensor.Name.Bytes)} {metadata} {data}");
            tensor.Data.Dispose();
        }

        return text.ToString();
    }

    public static string Expected(PredictRequest request)
    {
        StringBuilder text = new();
        foreach (Tensor tensor in request.Tensors)
        {
            SharedMemoryHandle? handle = tensor.SharedMemoryHandle;
            string data = handle is null ? Convert.ToHexString(tensor.ByteData.Span)
                : $"segment {(handle.Size == 0 ? SegmentSize - handle.Offset : handle.Size)} {handle.Size == 0}";
            TensorMetadata? sent = tensor.TensorMetadata;
            string metadata = sent is null ? "none" : $"{(int)sent.DataType} [{string.Join(',', sent.Shape)}]";
            text.AppendLine($"{Convert.ToHexString(sent is null ? [] : sent.Name.Span)} {metadata} {data}");
        }

        return text.ToString();
    }
}
