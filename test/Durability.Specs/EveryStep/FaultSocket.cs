using System.Net.Sockets;
using System.Text;

namespace EdgeActors.Specs.EveryStep;

/// <summary>The socket by which a running agent is told its faults.</summary>
internal sealed class FaultSocket(string path)
{
    /// <summary>A script for counts that begin anew: nothing comes here so often.</summary>
    public const string NoFault = "at port ICaptureSink.PutAsync #1000000: throw IOException";

    /// <summary>Options of an agent that listens to it, with the fault kit of this build.</summary>
    public string[] AgentOptions => ["--faults", path, "--faults-kit", Kit];

    private static string Kit => Path.Combine(
        Agents.Workplace.Root, "test", "FaultKit", "bin", Agents.Workplace.Configuration, "net10.0", "EdgeActors.FaultKit.dll");

    /// <summary>Sets a script; counts begin anew.</summary>
    public async Task SetAsync(string script)
    {
        string[] answer = await TellAsync($"set\n{script}\n.");
        Assert.True(answer[0].StartsWith("ok ", StringComparison.Ordinal), $"{script}\nis no script: {string.Join('\n', answer)}");
    }

    /// <summary>Every point that was reached since.</summary>
    public async Task<IReadOnlyList<string>> PointsAsync() => await TellAsync("points");

    /// <summary>Takes all rules away; false when no agent is there to be told.</summary>
    public async Task<bool> TryClearAsync()
    {
        try
        {
            await SetAsync(NoFault);
            return true;
        }
        catch (Exception gone) when (gone is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task<string[]> TellAsync(string command)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using NetworkStream stream = new(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\n"));
        socket.Shutdown(SocketShutdown.Send);
        using StreamReader reader = new(stream);
        return [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line != ".")];
    }
}
