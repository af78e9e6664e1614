using System.Numerics;
using EdgeActors.Grpc.Transport;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Protocol.Wire;
using EdgeActors.SharedMemory;

namespace EdgeActors.Grpc.Agent;

/// <summary>
/// Reads a PredictRequest as it arrives: the tensors' bytes go once, straight to pooled native memory. Owns that memory until
/// <see cref="TakeTensors"/> hands it over; <see cref="Dispose"/> gives back what was not taken.
/// </summary>
internal sealed class PredictRequestParser(TensorMemory memory, PredictNames names, AgentOptions options)
    : WireMessageReader, IMessageParser, IDisposable
{
    private const int Request = 0;
    private const int Tensor = 1;
    private const int Metadata = 2;
    private const int Segment = 3;

    private readonly List<TensorDraft> _tensors = [];
    private string _name = "";
    private string _handle = "";

    /// <summary>The model's key: the handle, or the name when there is no handle.</summary>
    /// <exception cref="GrpcException">INVALID_ARGUMENT: the request names no model.</exception>
    public string ModelHandle => _handle.Length > 0 ? _handle
        : _name.Length > 0 ? _name
        : throw Invalid("the request names no model: set handle (or name) to the alias that LoadModel was given");

    /// <summary>Attaches the segments and hands all tensors over to the caller.</summary>
    /// <exception cref="EdgeActors.Models.ModelFaultException">A segment is refused; nothing is handed over.</exception>
    public RequestTensor[] TakeTensors(SharedMemoryTensors segments)
    {
        foreach (TensorDraft draft in _tensors)
        {
            draft.Complete(segments, Rent);
        }

        RequestTensor[] taken = new RequestTensor[_tensors.Count];
        for (int index = 0; index < taken.Length; index++)
        {
            taken[index] = _tensors[index].Release();
        }

        return taken;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (TensorDraft draft in _tensors)
        {
            draft.Dispose();
        }
    }

    /// <inheritdoc />
    protected override WireUse UseOf(int scope, uint tag, long length)
    {
        switch (scope, tag)
        {
            case (Request, PredictTags.RequestName or PredictTags.RequestHandle):
            case (Metadata, PredictTags.MetadataName):
                return length <= options.MaxNameBytes ? WireUse.Whole
                    : throw Invalid($"a name has {length} bytes, more than the {options.MaxNameBytes} that are allowed");
            case (Metadata, PredictTags.MetadataShape):
                return length <= (long)options.MaxRank * WireVarint.Longest ? WireUse.Whole : throw TooManyDimensions();
            case (Request, PredictTags.RequestTensor):
            case (Tensor, PredictTags.TensorMetadata or PredictTags.TensorSegment):
                return WireUse.Message;
            case (Tensor, PredictTags.TensorBytes):
                return WireUse.Stream;
            default:
                return WireUse.Skip;
        }
    }

    /// <inheritdoc />
    protected override int OnMessage(int scope, uint tag)
    {
        switch (scope, tag)
        {
            case (Request, _):
                if (_tensors.Count == options.MaxTensors)
                {
                    throw Invalid($"the request holds more than {options.MaxTensors} tensors: send one per input of the model");
                }

                _tensors.Add(new TensorDraft());
                return Tensor;
            case (_, PredictTags.TensorMetadata):
                _tensors[^1].HasMetadata = true;
                return Metadata;
            default:
                _tensors[^1].UseSegment();
                return Segment;
        }
    }

    /// <inheritdoc />
    protected override void OnInteger(int scope, uint tag, ulong value)
    {
        switch (scope, tag)
        {
            case (Metadata, PredictTags.MetadataType):
                _tensors[^1].Type = (TensorType)(int)value;
                break;
            case (Metadata, PredictTags.MetadataExtent):
                AddExtent(value);
                break;
            case (Segment, PredictTags.SegmentSize):
                _tensors[^1].Range = _tensors[^1].Range with { Size = value };
                break;
            case (Segment, PredictTags.SegmentOffset):
                _tensors[^1].Range = _tensors[^1].Range with { Offset = value };
                break;
            case (Segment, PredictTags.SegmentId):
                _tensors[^1].Range = _tensors[^1].Range with { Segment = value };
                break;
            default:
                break;
        }
    }

    /// <inheritdoc />
    protected override void OnWhole(int scope, uint tag, ReadOnlySpan<byte> value)
    {
        switch (scope, tag)
        {
            case (Request, PredictTags.RequestName):
                _name = names.Model(value);
                break;
            case (Request, _):
                _handle = names.Model(value);
                break;
            case (_, PredictTags.MetadataName):
                _tensors[^1].Name = names.Tensor(value);
                break;
            default:
                ReadShape(value);
                break;
        }
    }

    /// <inheritdoc />
    protected override void OnStream(int scope, uint tag, long length) => _tensors[^1].Use(Rent(length));

    /// <inheritdoc />
    protected override void OnPiece(ReadOnlySpan<byte> piece) => _tensors[^1].Write(piece);

    private NativeBuffer Rent(long length)
    {
        if (memory.TryRent(length, out NativeBuffer? buffer))
        {
            return buffer;
        }

        bool never = BitOperations.RoundUpToPowerOf2((ulong)length) > (ulong)memory.Budget; // the pool's classes are powers of two
        throw new GrpcException(
            GrpcStatusCode.ResourceExhausted,
            never
                ? $"a tensor of {length} bytes is larger than the memory that the agent sets aside for tensors ({memory.Budget} bytes): " +
                  "send it by shared memory, or give the agent a larger budget"
                : $"no memory for a tensor of {length} bytes while other requests are served: retry, or send it by shared memory")
        {
            RetryAfter = never ? null : options.RetryAfter,
        };
    }

    private void ReadShape(ReadOnlySpan<byte> packed)
    {
        while (!packed.IsEmpty)
        {
            int taken = WireVarint.Read(packed, out ulong extent);
            packed = packed[taken..];
            AddExtent(extent);
        }
    }

    // An int32 on the wire is sign-extended to 64 bits; protobuf keeps the lower half of whatever comes.
    private void AddExtent(ulong extent)
    {
        if (_tensors[^1].Rank == options.MaxRank)
        {
            throw TooManyDimensions();
        }

        _tensors[^1].AddExtent((int)extent);
    }

    private GrpcException TooManyDimensions() => Invalid($"a tensor's shape has more than {options.MaxRank} dimensions");

    private static GrpcException Invalid(string what) => new(GrpcStatusCode.InvalidArgument, what);
}
