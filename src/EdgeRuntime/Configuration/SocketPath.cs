using System.Text;

namespace EdgeActors.Configuration;

/// <summary>The rules for the path of the agent's socket.</summary>
internal static class SocketPath
{
    /// <summary>Where the component listens unless told otherwise.</summary>
    public const string Default = "/tmp/aws.greengrass.SageMakerEdgeManager.sock";

    /// <summary>Where the agent listens that the packages' systemd unit starts. systemd makes the folder, and removes it when the agent has stopped.</summary>
    public const string OfService = "/run/edgeactors/agent.sock";

    /// <summary>Names the socket for the client verbs.</summary>
    public const string EnvironmentVariable = "EDGEACTORS_SOCKET";

    /// <summary>Bytes that the operating system takes for a socket's path.</summary>
    public const int MaxBytes = 107;

    /// <summary>How an address of a socket begins, where it is not just a path.</summary>
    public const string Scheme = "unix://";

    /// <summary>Where to look for an agent that nobody named: where the component listens or, when only the service runs, where that does.</summary>
    /// <param name="isThere">Whether there is a file or a folder of a path.</param>
    public static string OfClients(Predicate<string> isThere) => !isThere(Default) && isThere(Path.GetDirectoryName(OfService)!) ? OfService : Default;

    /// <summary>The path in <paramref name="address"/>, which may be a path or a <c>unix://</c> address of one.</summary>
    public static string From(string address) =>
        address.StartsWith(Scheme, StringComparison.Ordinal) ? address[Scheme.Length..] : address;

    /// <summary>What is wrong with <paramref name="address"/>, given as <paramref name="key"/>; null when nothing is.</summary>
    public static ConfigurationFault? Fault(string key, string address)
    {
        string path = From(address);
        if (path.Length == 0)
        {
            return new ConfigurationFault(key, address, "is empty", $"give a path or leave it out for {Default}");
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return new ConfigurationFault(key, address, "holds a zero byte", "give a plain path");
        }

        int bytes = Encoding.UTF8.GetByteCount(Path.GetFullPath(path));
        return bytes <= MaxBytes
            ? null
            : new ConfigurationFault(key, address, $"has {bytes} bytes as a full path and may have {MaxBytes}", "choose a shorter path");
    }
}
