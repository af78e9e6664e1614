using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace EdgeActors.FaultKit.Specs.Host;

/// <summary>A real agent that runs with faults, in a folder of its own. It is killed at the end.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("faults-");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private Agent(string kit)
    {
        ProcessStartInfo start = new(Program, ["-a", Socket, "--faults", Faults, "--faults-kit", kit])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _listening.TrySetResult();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Kit => typeof(Faults).Assembly.Location;

    public string Socket => Path.Combine(_folder.FullName, "agent.sock");

    public string Faults => Path.Combine(_folder.FullName, "faults.sock");

    public string Output => string.Join('\n', _output);

    private static string Program
    {
        get
        {
            string configuration = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
            return Path.Combine(Repository.Root, "src", "EdgeRuntime", "bin", configuration, "net10.0", "edgeactors");
        }
    }

    /// <summary>Starts one and waits until it serves, or has ended.</summary>
    public static async Task<Agent> StartAsync(string kit)
    {
        Agent agent = new(kit);
        await agent._listening.Task.WaitAsync(Limit);
        return agent;
    }

    /// <summary>Says something to the faults' socket and gives the whole answer.</summary>
    public async Task<string> TellAsync(string command)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Faults));
        // Before the shutdown, after which the socket does not count as connected any more.
        await using NetworkStream stream = new(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\n"));
        socket.Shutdown(SocketShutdown.Send);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Waits for the end and gives the exit code; 137 after <c>kill -9</c>.</summary>
    public async Task<int> EndAsync()
    {
        using CancellationTokenSource late = new(Limit);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await EndAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Take(string? line)
    {
        _output.Enqueue(line ?? "");
        if (line?.StartsWith("Server listening on ", StringComparison.Ordinal) == true)
        {
            _listening.TrySetResult();
        }
    }
}
