namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>
/// The tags of CaptureDataRequest and what is in it, as <see cref="PredictTags"/> has those of Predict. A spec holds them against the
/// generated descriptors.
/// </summary>
internal static class CaptureTags
{
    public const uint ModelName = (1 << 3) | 2;
    public const uint CaptureId = (2 << 3) | 2;
    public const uint Timestamp = (3 << 3) | 2;
    public const uint InputTensor = (4 << 3) | 2;
    public const uint OutputTensor = (5 << 3) | 2;
    public const uint AuxiliaryInput = (6 << 3) | 2;
    public const uint AuxiliaryOutput = (7 << 3) | 2;
    public const uint ModelHandle = (8 << 3) | 2;

    public const uint TimestampSeconds = 1 << 3;
    public const uint TimestampNanos = 2 << 3;

    public const uint AuxiliaryName = (1 << 3) | 2;
    public const uint AuxiliaryEncoding = 2 << 3;
    public const uint AuxiliaryBytes = (3 << 3) | 2;
    public const uint AuxiliarySegment = (4 << 3) | 2;
}
