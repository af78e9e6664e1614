using Microsoft.Extensions.Logging;

namespace EdgeActors.Grpc.Transport;

internal static partial class GrpcTransportLog
{
    [LoggerMessage(3001, LogLevel.Error, "{Path} failed unexpectedly")]
    public static partial void MethodFailed(this ILogger log, Exception failure, string path);

    [LoggerMessage(3002, LogLevel.Error, "{Path} ended without an answer")]
    public static partial void MethodWithoutAnswer(this ILogger log, string path);

    [LoggerMessage(3003, LogLevel.Debug, "Connection {Connection} refused: {Limit} are open already")]
    public static partial void ConnectionRefused(this ILogger log, string connection, int limit);

    [LoggerMessage(3004, LogLevel.Debug, "Connection {Connection} is from process {Process}, user {User}, group {Group}")]
    public static partial void Peer(this ILogger log, string connection, int process, uint user, uint group);

    [LoggerMessage(3005, LogLevel.Debug, "Connection {Connection} is from an unknown peer: {Reason}")]
    public static partial void PeerUnknown(this ILogger log, string connection, string reason);

    [LoggerMessage(3006, LogLevel.Debug, "Connection {Connection} closed more than {Patience} ago; what is left of it is given up")]
    public static partial void ConnectionForgotten(this ILogger log, string connection, TimeSpan patience);
}
