using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>
/// How a connection begins. The nucleus knows a component by the token that it gave to its process. Nucleus lite forgets tokens when its IPC
/// service is restarted, and then takes the component's name, which it checks by the unit of the process, and gives a new token.
/// </summary>
internal static class IpcGreeting
{
    private const string NewToken = "svcuid";

    private static readonly Dictionary<string, string> Headers = new()
    {
        [":version"] = "0.1.0",
        [":content-type"] = "application/json",
    };

    /// <summary>Connects and is accepted; gives the connection and the token to show from now on.</summary>
    /// <param name="address">Where.</param>
    /// <param name="token">The token to show; null for the component's name.</param>
    /// <param name="options">The limits.</param>
    /// <param name="clock">Measures them.</param>
    /// <param name="cancelled">Ends the attempt.</param>
    /// <exception cref="IpcException">It is not there, does not answer, or refuses.</exception>
    public static async Task<(IpcConnection Connection, Secret Token)> OpenAsync(
        NucleusAddress address, Secret? token, IpcOptions options, TimeProvider clock, CancellationToken cancelled)
    {
        using CancellationTokenSource late = new(options.RequestTimeout, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancelled);
        Stream? stream = null;
        try
        {
            stream = await address.ConnectAsync(either.Token);
            IpcFrame answer = await GreetAsync(stream, address, token, options, either.Token);
            Secret shown = answer.Texts.TryGetValue(NewToken, out string? given) && given.Length > 0 ? new Secret(given) : token ?? address.Token;
            IpcConnection connection = new(stream, options, clock);
            stream = null;
            return (connection, shown);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            throw new IpcException($"it gave no answer within {options.RequestTimeout.TotalSeconds} s");
        }
        catch (Exception absent) when (absent is SocketException or ArgumentException or UnauthorizedAccessException)
        {
            throw new IpcException($"nobody can be reached there ({Why(absent)})", absent);
        }
        finally
        {
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static async Task<IpcFrame> GreetAsync(
        Stream stream, NucleusAddress address, Secret? token, IpcOptions options, CancellationToken cancelled)
    {
        JsonObject who = token is null ? new() { ["componentName"] = address.Component } : new() { ["authToken"] = token.Reveal() };
        IpcFrame hello = new(IpcFrameType.Connect, 0, 0, Headers, JsonSerializer.SerializeToUtf8Bytes(who));
        try
        {
            await stream.WriteAsync(IpcFrameCodec.Encode(hello), cancelled);
            IpcFrame answer = await IpcFrameCodec.ReadAsync(stream, options.MaxFrameBytes, cancelled);
            return answer.Type == IpcFrameType.ConnectAnswer && (answer.Flags & IpcFrame.Accepted) != 0 ? answer : throw Refused(token);
        }
        catch (IOException closed) when (closed is not IpcException)
        {
            // Nucleus lite says no by hanging up.
            throw Refused(token, closed);
        }
    }

    private static IpcException Refused(Secret? token, Exception? cause = null) =>
        new($"it did not accept this component by its {(token is null ? "name" : "token")}", cause) { IsRefusal = true };

    private static string Why(Exception absent) => absent is SocketException socket ? socket.SocketErrorCode.ToString() : absent.GetType().Name;
}
