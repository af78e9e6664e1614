using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Grpc.Transport;

internal static partial class GrpcTransportLog
{
    [LoggerMessage(1200, LogLevel.Error, "{Path} failed unexpectedly")]
    [Advice("A fault of the agent: the client got INTERNAL. Report it with the trace that the log has at Debug.")]
    public static partial void MethodFailed(this ILogger log, Exception failure, string path);

    [LoggerMessage(1201, LogLevel.Error, "{Path} ended without an answer")]
    [Advice("A fault of the agent: the client got INTERNAL. Report it with the log at Debug.")]
    public static partial void MethodWithoutAnswer(this ILogger log, string path);

    [LoggerMessage(1202, LogLevel.Debug, "Connection {Connection} refused: {Limit} are open already")]
    public static partial void ConnectionRefused(this ILogger log, string connection, int limit);

    [LoggerMessage(1203, LogLevel.Debug, "Connection {Connection} is from process {Process}, user {User}, group {Group}")]
    public static partial void Peer(this ILogger log, string connection, int process, uint user, uint group);

    [LoggerMessage(1204, LogLevel.Debug, "Connection {Connection} is from an unknown peer: {Reason}")]
    public static partial void PeerUnknown(this ILogger log, string connection, string reason);

    [LoggerMessage(1205, LogLevel.Debug, "Connection {Connection} closed more than {Patience} ago; what is left of it is given up")]
    public static partial void ConnectionForgotten(this ILogger log, string connection, TimeSpan patience);
}
