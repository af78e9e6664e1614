using EdgeActors.Capture;
using EdgeActors.SharedMemory;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>A tensor or auxiliary datum while its fields arrive, in any order and, as protobuf allows, more than once.</summary>
internal sealed class CaptureItemDraft(CaptureItemKind kind)
{
    private readonly List<int> _shape = [];
    private int _written;

    public CaptureItemKind Kind { get; } = kind;

    public bool IsTensor => Kind is CaptureItemKind.InputTensor or CaptureItemKind.OutputTensor;

    public string Name { get; set; } = "";

    /// <summary>Whether a tensor's metadata came; proto3 cannot tell an absent type from UINT8 inside it.</summary>
    public bool HasMetadata { get; set; }

    /// <summary>The wire's code of the element type.</summary>
    public int Type { get; set; }

    public IReadOnlyList<int> Shape => _shape;

    /// <summary>The wire's code of auxiliary data's encoding.</summary>
    public int Encoding { get; set; }

    /// <summary>The bytes, if they came in the message.</summary>
    public byte[]? Bytes { get; private set; }

    /// <summary>The segment's description as far as it has come, if the bytes are there.</summary>
    public SegmentRange? Range { get; set; }

    public void AddExtent(int extent) => _shape.Add(extent);

    /// <summary>The bytes come in the message; they take the place of what was there.</summary>
    public void Use(byte[] bytes) => (Bytes, Range, _written) = (bytes, null, 0);

    /// <summary>The next piece of the bytes.</summary>
    public void Write(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(Bytes.AsSpan(_written));
        _written += piece.Length;
    }

    /// <summary>The bytes are in a segment: whose description begins, or goes on.</summary>
    public void UseSegment() => (Bytes, Range) = (null, Range ?? default(SegmentRange));
}
