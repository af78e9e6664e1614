using System.Net.Sockets;
using System.Runtime.InteropServices;
using NetSocket = System.Net.Sockets.Socket;

namespace EdgeActors.Grpc.Socket;

/// <summary>
/// The agent's listening socket and its file: taken only when free, stale or forced, never open to more users than asked, and
/// removed at the end only when it is still this agent's.
/// </summary>
internal sealed class ListenSocket : IDisposable
{
    private const int Backlog = 512;
    private const int AddressInUse = 98;
    private const int Attempts = 5;

    // An agent that starts at this moment has bound its socket but listens only some microseconds later.
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(50);

    private readonly UnixFile? _file;
    private NetSocket? _socket;

    private ListenSocket(string path, NetSocket socket, UnixFile? file) => (Path, _socket, _file) = (path, socket, file);

    /// <summary>The full path of the socket file.</summary>
    public string Path { get; }

    /// <summary>Binds and listens.</summary>
    /// <exception cref="SocketClaimException">The path cannot be used; the text says why and what to do.</exception>
    public static async Task<ListenSocket> ClaimAsync(ListenSocketOptions options, TimeProvider time, CancellationToken stop)
    {
        var check = new ListenSocketOptionsValidator().Validate(null, options);
        if (check.Failed)
        {
            throw new SocketClaimException(check.FailureMessage);
        }

        var path = System.IO.Path.GetFullPath(options.Path);
        var folder = System.IO.Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            throw new SocketClaimException($"The folder '{folder}' for the socket does not exist; create it or choose another path with -a.");
        }

        using var alone = await FolderLock.TakeAsync(folder, time, stop);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await MakeRoomAsync(path, options.Replace, time, stop);
            if (TryBind(path, options) is { } claimed)
            {
                return claimed;
            }
        }

        throw new SocketClaimException($"The socket '{path}' appears again and again: another agent is starting on the same path.");
    }

    /// <summary>Hands the socket to the server, which disposes it.</summary>
    public NetSocket Take() =>
        Interlocked.Exchange(ref _socket, null) ?? throw new InvalidOperationException("The socket has been taken already.");

    /// <summary>Removes the socket file if it is still this agent's.</summary>
    public void Remove()
    {
        if (OperatingSystem.IsWindows())
        {
            File.Delete(Path);
        }
        else
        {
            _ = _file?.RemoveFrom(Path);
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _socket, null)?.Dispose();

    private static async Task MakeRoomAsync(string path, bool replace, TimeProvider time, CancellationToken stop)
    {
        if (OperatingSystem.IsWindows())
        {
            await MakeRoomOnWindowsAsync(path, replace, stop);
            return;
        }

        if (UnixFile.Find(path) is not { } found)
        {
            return;
        }

        if (found.Kind != UnixFileKind.Socket)
        {
            throw new SocketClaimException(found.Kind == UnixFileKind.Link
                ? $"'{path}' is a symbolic link; the agent does not follow it. Name the real path with -a."
                : $"'{path}' exists and is no socket; the agent does not remove it. Choose another path with -a.");
        }

        if (!replace && (await AnswersAsync(path, stop) || await AnswersLaterAsync(path, time, stop)))
        {
            throw Live(path);
        }

        _ = found.RemoveFrom(path);
    }

    private static async Task MakeRoomOnWindowsAsync(string path, bool replace, CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            return;
        }

        if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0)
        {
            throw new SocketClaimException($"'{path}' exists and is no socket; the agent does not remove it. Choose another path with -a.");
        }

        if (!replace && await AnswersAsync(path, stop))
        {
            throw Live(path);
        }

        File.Delete(path);
    }

    private static SocketClaimException Live(string path) =>
        new($"Another agent is serving on '{path}'; stop it, choose another path with -a, or take the path over with -f.");

    private static async Task<bool> AnswersLaterAsync(string path, TimeProvider time, CancellationToken stop)
    {
        await Task.Delay(SecondLook, time, stop);
        return await AnswersAsync(path, stop);
    }

    private static async Task<bool> AnswersAsync(string path, CancellationToken stop)
    {
        using var probe = new NetSocket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            return false;
        }
        catch (SocketException) when (!File.Exists(path))
        {
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
        {
            // The other side's backlog is full: busy, but alive.
            return true;
        }
        catch (SocketException e)
        {
            throw new SocketClaimException($"Cannot tell whether an agent serves on '{path}': {e.Message}. Use -f to replace the socket.", e);
        }
    }

    private static ListenSocket? TryBind(string path, ListenSocketOptions options)
    {
        if (OperatingSystem.IsWindows())
        {
            var plain = new NetSocket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            plain.Bind(new UnixDomainSocketEndPoint(path));
            return new ListenSocket(path, plain, null);
        }

        // Not Socket.Bind: a socket that .NET has bound deletes its path when it closes, whoever's file is there by then.
        uint? group = options.Group is { } name ? UnixFile.GroupId(name) : null;
        UnixFile? file = null;
        var descriptor = Native.Open(Native.UnixFamily, Native.Stream | Native.CloseOnExec, 0);
        Check(descriptor < 0, "open", path);
        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        try
        {
            // Linux gives the file the mode of the unbound socket, so it is never open to more users than it should be.
            Check(Native.SetMode(descriptor, (uint)options.Mode) != 0, "restrict", path);
            var address = new UnixDomainSocketEndPoint(path).Serialize();
            if (Native.Bind(descriptor, address.Buffer.Span[..address.Size], (uint)address.Size) != 0)
            {
                Check(Marshal.GetLastPInvokeError() != AddressInUse, "bind", path);
                handle.Dispose();
                return null;
            }

            file = UnixFile.Find(path);
            Share(path, options.Mode, group);
            Check(Native.Listen(descriptor, Backlog) != 0, "listen on", path);
            return new ListenSocket(path, new NetSocket(handle), file);
        }
        catch
        {
            handle.Dispose();
            _ = file?.RemoveFrom(path);
            throw;
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Share(string path, UnixFileMode mode, uint? group)
    {
        if (group is { } id)
        {
            Check(Native.SetOwner(path, uint.MaxValue, id) != 0, $"give group {id} to", path);
        }

        // The process's umask may have taken bits away.
        File.SetUnixFileMode(path, mode);
    }

    private static void Check(bool failed, string what, string path)
    {
        if (failed)
        {
            throw new SocketClaimException($"Cannot {what} the socket '{path}': {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }
}
