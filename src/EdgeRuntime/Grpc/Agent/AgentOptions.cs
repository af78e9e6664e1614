namespace EdgeActors.Grpc.Agent;

/// <summary>Bounds on what a request of the device API may hold.</summary>
internal sealed record AgentOptions
{
    /// <summary>Tensors of one Predict; 1 to 65536, default 1024.</summary>
    public int MaxTensors { get; init; } = 1024;

    /// <summary>Dimensions of one tensor; 1 to 1024, default 64.</summary>
    public int MaxRank { get; init; } = 64;

    /// <summary>Bytes of a model's or tensor's name in Predict; 256 to 65536, default 65536.</summary>
    public int MaxNameBytes { get; init; } = 65536;

    /// <summary>
    /// Bytes of a LoadModel, UnLoadModel, ListModels or DescribeModel request; 8192 to 524288, default 65536.
    /// </summary>
    public int MaxControlMessageBytes { get; init; } = 65536;

    /// <summary>
    /// What a client is told to wait when there is no memory for its tensors; 1 ms to 1 min, default 100 ms.
    /// </summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (MaxTensors is < 1 or > 65536)
        {
            yield return $"{nameof(MaxTensors)} is {MaxTensors}, must be 1 to 65536";
        }

        if (MaxRank is < 1 or > 1024)
        {
            yield return $"{nameof(MaxRank)} is {MaxRank}, must be 1 to 1024";
        }

        if (MaxNameBytes is < 256 or > 65536)
        {
            yield return $"{nameof(MaxNameBytes)} is {MaxNameBytes}, must be 256 to 65536";
        }

        if (MaxControlMessageBytes is < 8192 or > 524288)
        {
            yield return $"{nameof(MaxControlMessageBytes)} is {MaxControlMessageBytes}, must be 8192 to 524288";
        }

        if (RetryAfter < TimeSpan.FromMilliseconds(1) || RetryAfter > TimeSpan.FromMinutes(1))
        {
            yield return $"{nameof(RetryAfter)} is {RetryAfter}, must be 1 ms to 1 min";
        }
    }
}
