using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Protocol.Client;

/// <summary>How to reach an agent.</summary>
public sealed record EdgeAgentClientOptions
{
    /// <summary>The agent's socket, the value of its <c>-a</c>.</summary>
    public required string SocketPath { get; init; }

    /// <summary>How long a call may take when it names no time of its own; null (the default) for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Largest answer taken, in bytes. Default 4 MiB. The agent's own limit is its <c>-m</c>.</summary>
    public int MaxReceiveBytes { get; init; } = GrpcFrame.DefaultMaxMessageBytes;

    /// <summary>Largest request sent, in bytes. Default: no limit but the agent's.</summary>
    public int MaxSendBytes { get; init; } = Array.MaxLength - GrpcFrame.PrefixBytes;

    /// <summary>The clock behind timeouts. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
