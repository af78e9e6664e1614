using System.IO.Pipes;
using System.Net.Sockets;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>Where the nucleus is, and who this component is to it.</summary>
/// <param name="Path">
/// Its socket, or its pipe on Windows. Taken as it is: the classic nucleus gives a relative path when the full one is too long for a socket,
/// and it leads there because the agent never changes its working directory.
/// </param>
/// <param name="Token">What the nucleus knows this process by.</param>
/// <param name="Component">The component's name by its systemd unit, as nucleus lite makes it; null elsewhere.</param>
internal sealed record NucleusAddress(string Path, Secret Token, string? Component)
{
    /// <summary>Where Linux tells which unit a process belongs to.</summary>
    public const string UnitFile = "/proc/self/cgroup";

    private const string PathVariable = "AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT";
    private const string TokenVariable = "SVCUID";
    private const string Pipes = @"\\.\pipe\";
    private const string UnitPrefix = "ggl.";
    private const string UnitSuffix = ".service";

    /// <summary>The address that the nucleus put into the environment; null when no nucleus started this process.</summary>
    /// <param name="environment">Gives a variable's value, or null.</param>
    /// <param name="units">The lines of <see cref="UnitFile"/>.</param>
    public static NucleusAddress? From(Func<string, string?> environment, IEnumerable<string> units) =>
        environment(PathVariable) is { Length: > 0 } path && environment(TokenVariable) is { Length: > 0 } token
            ? new NucleusAddress(path, new Secret(token), units.Select(ComponentOf).FirstOrDefault(static name => name is not null))
            : null;

    /// <summary>The lines of <see cref="UnitFile"/>, or none where there are none.</summary>
    public static IReadOnlyList<string> UnitsOfThisProcess()
    {
        try
        {
            return File.Exists(UnitFile) ? File.ReadAllLines(UnitFile) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only a way back after a restart of the nucleus is lost.
            return [];
        }
    }

    /// <summary>Connects; the stream is the caller's.</summary>
    public async Task<Stream> ConnectAsync(CancellationToken cancelled)
    {
        if (Path.StartsWith(Pipes, StringComparison.Ordinal))
        {
            NamedPipeClientStream pipe = new(".", Path[Pipes.Length..], PipeDirection.InOut, PipeOptions.Asynchronous);
            return await DisposedUnless(pipe.ConnectAsync(cancelled), pipe, () => pipe);
        }

        UnixDomainSocketEndPoint end = new(Path);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        return await DisposedUnless(socket.ConnectAsync(end, cancelled).AsTask(), socket, () => new NetworkStream(socket, ownsSocket: true));
    }

    private static async Task<Stream> DisposedUnless(Task connected, IDisposable connection, Func<Stream> stream)
    {
        try
        {
            await connected;
            return stream();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string? ComponentOf(string unit)
    {
        string name = unit[(unit.LastIndexOf('/') + 1)..];
        return name.StartsWith(UnitPrefix, StringComparison.Ordinal) && name.EndsWith(UnitSuffix, StringComparison.Ordinal)
            && name.Length > UnitPrefix.Length + UnitSuffix.Length
            ? name[UnitPrefix.Length..^UnitSuffix.Length]
            : null;
    }
}
