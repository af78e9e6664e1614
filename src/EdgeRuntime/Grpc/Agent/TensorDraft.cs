using EdgeActors.Models.Tensors;
using EdgeActors.SharedMemory;

namespace EdgeActors.Grpc.Agent;

/// <summary>A tensor of a Predict request while its fields arrive, in any order and, as protobuf allows, more than once.</summary>
internal sealed class TensorDraft : IDisposable
{
    private const int LargestElement = 8;

    private int[] _shape = [];
    private int _rank;
    private TensorData? _data;
    private long _written;
    private SegmentRange? _range;

    public TensorName Name { get; set; } = TensorName.Empty;

    public bool HasMetadata { get; set; }

    public TensorType Type { get; set; }

    public int Rank => _rank;

    public void AddExtent(int extent)
    {
        if (_rank == _shape.Length)
        {
            Array.Resize(ref _shape, Math.Max(4, 2 * _rank));
        }

        _shape[_rank++] = extent;
    }

    /// <summary>The bytes came in the message; they take the place of what was there.</summary>
    public void Use(NativeBuffer bytes)
    {
        _data?.Dispose();
        (_data, _range, _written) = (bytes, null, 0);
    }

    /// <summary>The next piece of the bytes.</summary>
    public void Write(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(((NativeBuffer)_data!).Span(_written));
        _written += piece.Length;
    }

    /// <summary>The bytes are in a segment: whose description begins, or goes on.</summary>
    public void UseSegment()
    {
        _data?.Dispose();
        _data = null;
        _range ??= default(SegmentRange);
    }

    /// <summary>The segment's description as far as it has come.</summary>
    public SegmentRange Range
    {
        get => _range.GetValueOrDefault();
        set => _range = value;
    }

    /// <summary>Makes sure that the tensor has data, so that <see cref="Release"/> can hand it over.</summary>
    public void Complete(SharedMemoryTensors segments, Func<long, NativeBuffer> rent)
    {
        int elementSize = HasMetadata && TensorTypes.IsKnown(Type) ? Type.ByteSize() : LargestElement;
        _data ??= _range is { } range ? segments.Open(range, elementSize) : rent(0);
    }

    public RequestTensor Release()
    {
        RequestTensor tensor = new(
            Name,
            HasMetadata ? Type : null,
            HasMetadata ? _shape[.._rank] : null,
            _data!);
        _data = null;
        return tensor;
    }

    public void Dispose()
    {
        _data?.Dispose();
        _data = null;
    }
}
