using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeActors.Protocol.Client;

namespace EdgeActors.Specs.Agents;

/// <summary>
/// A real agent on a real socket in a folder of its own. Stopped with SIGTERM at the end, and an agent that does not end by
/// itself with exit code 0 within 5 s, or logs an error that a spec did not announce, fails the spec.
/// </summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AgentProcess(string folder, string socket, IEnumerable<string> command)
    {
        (Folder, Socket) = (folder, socket);
        ProcessStartInfo start = new(command.First(), command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // Whoever names no folder for its data gets one in its own, never the user's.
        start.Environment["XDG_STATE_HOME"] = Path.Combine(folder, "state");
        start.Environment.Remove("STATE_DIRECTORY");
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => Take(e.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("the agent ended: " + Output));
    }

    public string Folder { get; }

    public string Socket { get; }

    /// <summary>Where it stores captures unless it is told otherwise.</summary>
    public string CaptureFolder => Path.Combine(Folder, "state", "edgeactors", "capture");

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => string.Join('\n', _output);

    /// <summary>Set by a spec that makes the agent log an error on purpose.</summary>
    public bool ErrorsExpected { get; set; }

    /// <summary>Set by a spec that starts another agent in the same folder.</summary>
    public bool KeepsFolder { get; set; }

    /// <summary>Resident memory in KiB, from the kernel.</summary>
    public long ResidentKiB => long.Parse(
        File.ReadLines($"/proc/{Pid}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    /// <summary>Starts an agent with its socket in a new folder and waits for its line "Server listening on".</summary>
    public static Task<AgentProcess> StartAsync(params string[] options)
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string socket = Path.Combine(folder, "agent.sock");
        return StartInAsync(folder, socket, ["-a", socket, .. options]);
    }

    public static Task<AgentProcess> StartInAsync(string folder, string socket, params string[] arguments) =>
        StartUnderAsync([], folder, socket, arguments);

    /// <summary>Starts it by a program that becomes the agent or traces it, such as <c>strace -D</c>, given with its options.</summary>
    public static Task<AgentProcess> StartUnderAsync(string[] wrapper, string folder, string socket, params string[] arguments) =>
        StartCommandAsync([.. wrapper, Workplace.Agent, .. arguments], folder, socket);

    /// <summary>Starts whatever becomes an agent that listens on <paramref name="socket"/>: another build of it, or one in another root.</summary>
    public static async Task<AgentProcess> StartCommandAsync(string[] command, string folder, string socket)
    {
        AgentProcess agent = new(folder, socket, command);
        agent._process.Start();
        agent._process.BeginOutputReadLine();
        agent._process.BeginErrorReadLine();
        await agent._listening.Task.WaitAsync(StartLimit);
        return agent;
    }

    /// <summary>A client as the product ships it, with room for the largest test tensors.</summary>
    public EdgeAgentClient Connect() => new(new EdgeAgentClientOptions { SocketPath = Socket, MaxReceiveBytes = 64 << 20 });

    /// <summary>Sends a signal by its name, for example <c>HUP</c>.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-s", name, Pid.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Kills the process as a power cut would.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>The same, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Kill();
        await WaitForExitAsync(StopLimit);
    }

    /// <summary>Waits until the agent has written <paramref name="text"/>.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        using CancellationTokenSource late = new(StopLimit);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(10));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(late.IsCancellationRequested, $"the agent does not write \"{text}\":\n{Output}");
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using CancellationTokenSource late = new(limit);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                await StopAsync();
            }

            string[] errors = [.. _output.Where(l => l.Contains("Z error ", StringComparison.Ordinal) || l.Contains("Z fatal ", StringComparison.Ordinal))];
            Assert.True(ErrorsExpected || errors.Length == 0, string.Join('\n', errors));
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
            if (!KeepsFolder)
            {
                Directory.Delete(Folder, recursive: true);
            }
        }
    }

    private async Task StopAsync()
    {
        Signal("TERM");
        try
        {
            int code = await WaitForExitAsync(StopLimit);
            Assert.True(code == 0, $"the agent stopped with {code}:\n{Output}");
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the agent did not stop within {StopLimit}:\n{Output}");
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        while (_output.Count > 10_000)
        {
            _output.TryDequeue(out _);
        }

        if (line.StartsWith("Server listening on unix:///", StringComparison.Ordinal) || line.Contains("\"name\":\"Listening\"", StringComparison.Ordinal))
        {
            _listening.TrySetResult();
        }
    }
}
