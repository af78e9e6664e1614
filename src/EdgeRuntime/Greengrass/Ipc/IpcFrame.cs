namespace EdgeActors.Greengrass.Ipc;

/// <summary>What a frame is.</summary>
internal enum IpcFrameType
{
    /// <summary>A request, its answer, or an event on the stream of a subscription.</summary>
    Message = 0,

    /// <summary>An operation failed.</summary>
    Error = 1,

    /// <summary>The other side wants to know whether this one is there.</summary>
    Ping = 2,

    /// <summary>The answer to that.</summary>
    PingAnswer = 3,

    /// <summary>The first frame of a connection.</summary>
    Connect = 4,

    /// <summary>The answer to that.</summary>
    ConnectAnswer = 5,

    /// <summary>The other side could make nothing of a frame.</summary>
    ProtocolError = 6,

    /// <summary>The other side failed.</summary>
    InternalError = 7,
}

/// <summary>One frame between the nucleus and a component.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Flags"><see cref="Accepted"/>, <see cref="EndsStream"/> or none.</param>
/// <param name="Stream">Which call it belongs to; 0 is the connection itself.</param>
/// <param name="Texts">Its other headers that are texts.</param>
/// <param name="Payload">JSON, or nothing.</param>
internal sealed record IpcFrame(
    IpcFrameType Type, int Flags, int Stream, IReadOnlyDictionary<string, string> Texts, ReadOnlyMemory<byte> Payload)
{
    /// <summary>In a <see cref="IpcFrameType.ConnectAnswer"/>: the connection may be used.</summary>
    public const int Accepted = 1;

    /// <summary>Nothing follows on this stream.</summary>
    public const int EndsStream = 2;

    /// <summary>No other headers.</summary>
    public static IReadOnlyDictionary<string, string> NoTexts { get; } = new Dictionary<string, string>();
}

/// <summary>The nucleus cannot be asked, or what it said cannot be understood. The text has no token and is safe to log.</summary>
internal sealed class IpcException(string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>Whether the nucleus did not take the token, rather than not being there.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>The name of the error that an operation ended with; null when it is the connection that failed.</summary>
    public string? ErrorCode { get; init; }
}
