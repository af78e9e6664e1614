using System.Net.Sockets;
using System.Text;

namespace EdgeActors.ServiceManager;

/// <summary>
/// The way to tell systemd, or whoever speaks its protocol, how this process does: one datagram each to the socket that <c>NOTIFY_SOCKET</c>
/// names.
/// </summary>
/// <param name="address">A path, or an abstract name that begins with <c>@</c>.</param>
internal sealed class ServiceManagerSocket(string address)
{
    private const string Variable = "NOTIFY_SOCKET";
    private const char Abstract = '@';
    private const int SendMilliseconds = 1000;

    /// <summary>The socket that the environment names; null when nobody wants to be told.</summary>
    public static ServiceManagerSocket? From(Func<string, string?> environment) =>
        environment(Variable) is { Length: > 0 } address ? new ServiceManagerSocket(address) : null;

    /// <summary>Says it; null, or why it could not be said.</summary>
    public string? Send(ServiceNotice notice)
    {
        if (address[0] is not (Abstract or '/'))
        {
            return $"{Variable} is neither a full path nor an abstract name";
        }

        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = SendMilliseconds };
            // The kernel marks abstract names by a zero byte.
            UnixDomainSocketEndPoint end = new(address[0] == Abstract ? '\0' + address[1..] : address);
            socket.SendTo(Encoding.UTF8.GetBytes(notice.Text), end);
            return null;
        }
        catch (Exception failed) when (failed is SocketException or ArgumentException or PlatformNotSupportedException)
        {
            return $"{Variable} cannot be reached ({failed.Message})";
        }
    }
}
