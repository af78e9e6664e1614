namespace EdgeActors.Grpc.Agent;

/// <summary>
/// The tags of the messages that Predict exchanges: field number times 8 plus wire type (0 integer, 2 delimited), as agent.proto
/// numbers them. Constants, since they label the cases of a switch; a spec holds them against the generated descriptors.
/// </summary>
internal static class PredictTags
{
    public const uint RequestName = (1 << 3) | 2;
    public const uint RequestTensor = (2 << 3) | 2;
    public const uint RequestHandle = (3 << 3) | 2;

    public const uint ResponseTensor = (1 << 3) | 2;

    public const uint TensorMetadata = (1 << 3) | 2;
    public const uint TensorBytes = (4 << 3) | 2;
    public const uint TensorSegment = (5 << 3) | 2;

    public const uint MetadataName = (1 << 3) | 2;
    public const uint MetadataType = 2 << 3;
    public const uint MetadataExtent = 3 << 3;
    public const uint MetadataShape = (3 << 3) | 2;

    public const uint SegmentSize = 1 << 3;
    public const uint SegmentOffset = 2 << 3;
    public const uint SegmentId = 3 << 3;
}
