namespace EdgeActors.Protocol.Grpc;

/// <summary>Status codes of the gRPC protocol, with its numbers.</summary>
public enum GrpcStatusCode
{
    /// <summary>Success.</summary>
    Ok = 0,

    /// <summary>The client cancelled.</summary>
    Cancelled = 1,

    /// <summary>Unknown error.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed.</summary>
    DeadlineExceeded = 4,

    /// <summary>Something named does not exist.</summary>
    NotFound = 5,

    /// <summary>Something named exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A bound was reached.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the request needs.</summary>
    FailedPrecondition = 9,

    /// <summary>Aborted, for example by a conflict.</summary>
    Aborted = 10,

    /// <summary>Outside the valid range.</summary>
    OutOfRange = 11,

    /// <summary>No such method, or not supported.</summary>
    Unimplemented = 12,

    /// <summary>A fault of the server.</summary>
    Internal = 13,

    /// <summary>Not available now; retry.</summary>
    Unavailable = 14,

    /// <summary>Data were lost.</summary>
    DataLoss = 15,

    /// <summary>The caller is not authenticated.</summary>
    Unauthenticated = 16,
}

/// <summary>A call that ends with a status other than OK; thrown by services, and by the client when a server answers so.</summary>
public sealed class GrpcException(GrpcStatusCode code, string detail, Exception? cause = null)
    : Exception(detail, cause)
{
    /// <summary>The status code.</summary>
    public GrpcStatusCode Code { get; } = code;

    /// <summary>When a retry may succeed, sent as <c>grpc-retry-pushback-ms</c>; null to say nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
