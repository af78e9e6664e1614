using EdgeActors.Capture;
using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Protocol.Wire;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>
/// Reads a CaptureDataRequest as it arrives: data go once, straight into the arrays that the capture keeps. What the fields mean is
/// judged by <see cref="CaptureRequest"/>; here only bounds are kept.
/// </summary>
internal sealed class CaptureRequestParser(CaptureMemory.Share memory, PredictNames names, CaptureRequestOptions options)
    : WireMessageReader, IMessageParser
{
    private const int Request = 0;
    private const int Timestamp = 1;
    private const int Tensor = 2;
    private const int Metadata = 3;
    private const int Segment = 4;
    private const int Auxiliary = 5;

    // An id has at most 256 characters, thus 768 bytes (one outside the basic plane counts as two characters); longer ones are read so
    // far that the refusal can say what is wrong.
    private const int LongestIdentifier = 4096;

    private readonly List<CaptureItemDraft> _items = [];

    public string ModelName { get; private set; } = "";

    public string ModelHandle { get; private set; } = "";

    /// <summary>As sent, UTF-8 or not.</summary>
    public byte[] CaptureId { get; private set; } = [];

    public long Seconds { get; private set; }

    public int Nanos { get; private set; }

    /// <summary>Tensors and auxiliary data in the order of their arrival.</summary>
    public IReadOnlyList<CaptureItemDraft> Items => _items;

    private CaptureItemDraft Item => _items[^1];

    /// <inheritdoc />
    protected override WireUse UseOf(int scope, uint tag, long length)
    {
        switch (scope, tag)
        {
            case (Request, CaptureTags.ModelName or CaptureTags.ModelHandle or CaptureTags.CaptureId):
                return length <= LongestIdentifier ? WireUse.Whole
                    : throw Invalid($"a model's name or a capture_id has {length} bytes; 256 characters are allowed");
            case (Metadata, PredictTags.MetadataName):
            case (Auxiliary, CaptureTags.AuxiliaryName):
                return length <= options.MaxNameBytes ? WireUse.Whole
                    : throw Invalid($"a name has {length} bytes, more than the {options.MaxNameBytes} that are allowed");
            case (Metadata, PredictTags.MetadataShape):
                return length <= (long)options.MaxRank * WireVarint.Longest ? WireUse.Whole : throw TooManyDimensions();
            case (Request, CaptureTags.Timestamp):
            case (Request, CaptureTags.InputTensor or CaptureTags.OutputTensor):
            case (Request, CaptureTags.AuxiliaryInput or CaptureTags.AuxiliaryOutput):
            case (Tensor, PredictTags.TensorMetadata or PredictTags.TensorSegment):
            case (Auxiliary, CaptureTags.AuxiliarySegment):
                return WireUse.Message;
            case (Tensor, PredictTags.TensorBytes):
            case (Auxiliary, CaptureTags.AuxiliaryBytes):
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
            case (Request, CaptureTags.Timestamp):
                return Timestamp;
            case (Request, _):
                return Add(KindOf(tag));
            case (Tensor, PredictTags.TensorMetadata):
                Item.HasMetadata = true;
                return Metadata;
            default:
                Item.UseSegment();
                return Segment;
        }
    }

    /// <inheritdoc />
    protected override void OnInteger(int scope, uint tag, ulong value)
    {
        switch (scope, tag)
        {
            case (Timestamp, CaptureTags.TimestampSeconds):
                Seconds = (long)value;
                break;
            case (Timestamp, CaptureTags.TimestampNanos):
                Nanos = (int)value;
                break;
            case (Metadata, PredictTags.MetadataType):
                Item.Type = (int)value;
                break;
            case (Metadata, PredictTags.MetadataExtent):
                AddExtent(value);
                break;
            case (Auxiliary, CaptureTags.AuxiliaryEncoding):
                Item.Encoding = (int)value;
                break;
            case (Segment, PredictTags.SegmentSize):
                Item.Range = Item.Range!.Value with { Size = value };
                break;
            case (Segment, PredictTags.SegmentOffset):
                Item.Range = Item.Range!.Value with { Offset = value };
                break;
            case (Segment, PredictTags.SegmentId):
                Item.Range = Item.Range!.Value with { Segment = value };
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
            case (Request, CaptureTags.ModelName):
                ModelName = names.Model(value);
                break;
            case (Request, CaptureTags.ModelHandle):
                ModelHandle = names.Model(value);
                break;
            case (Request, _):
                CaptureId = value.ToArray();
                break;
            case (Metadata, PredictTags.MetadataShape):
                ReadShape(value);
                break;
            default:
                Item.Name = names.Captured(value);
                break;
        }
    }

    /// <inheritdoc />
    protected override void OnStream(int scope, uint tag, long length) => Item.Use(memory.Rent(length));

    /// <inheritdoc />
    protected override void OnPiece(ReadOnlySpan<byte> piece) => Item.Write(piece);

    private int Add(CaptureItemKind kind)
    {
        if (_items.Count == options.MaxItems)
        {
            throw Invalid($"the capture holds more than {options.MaxItems} tensors and auxiliary data: send several captures");
        }

        _items.Add(new CaptureItemDraft(kind));
        return Item.IsTensor ? Tensor : Auxiliary;
    }

    private static CaptureItemKind KindOf(uint tag) => tag switch
    {
        CaptureTags.InputTensor => CaptureItemKind.InputTensor,
        CaptureTags.OutputTensor => CaptureItemKind.OutputTensor,
        CaptureTags.AuxiliaryInput => CaptureItemKind.AuxiliaryInput,
        _ => CaptureItemKind.AuxiliaryOutput,
    };

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
        if (Item.Shape.Count == options.MaxRank)
        {
            throw TooManyDimensions();
        }

        Item.AddExtent((int)extent);
    }

    private GrpcException TooManyDimensions() => Invalid($"a tensor's shape has more than {options.MaxRank} dimensions");

    private static GrpcException Invalid(string what) => new(GrpcStatusCode.InvalidArgument, what);
}
