using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Nuclei;

/// <summary>A component's process, from its start to its end.</summary>
internal sealed class ComponentProcess : IDisposable
{
    /// <summary>What a line prints that only runs when the script did not replace its shell.</summary>
    public const string AfterScript = "the shell was still there";

    /// <summary>How long a nucleus waits between SIGTERM and SIGKILL: the classic one, which is the stricter.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ComponentProcess(Process process) => _process = process;

    public string Output => string.Join('\n', _output);

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>User that the process runs as.</summary>
    public int User => int.Parse(
        File.ReadLines($"/proc/{Pid}/status").Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1]);

    /// <summary>Name of the program that it is by now.</summary>
    public string Program => File.ReadAllText($"/proc/{Pid}/comm").TrimEnd();

    public static ComponentProcess Start(IEnumerable<string> command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(command.First(), command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach ((string key, string value) in environment)
        {
            start.Environment[key] = value;
        }

        Process process = new() { StartInfo = start };
        ComponentProcess component = new(process);
        process.OutputDataReceived += (_, e) => component.Take(e.Data);
        process.ErrorDataReceived += (_, e) => component.Take(e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return component;
    }

    /// <summary>Waits until it has written a text.</summary>
    public async Task SaysAsync(string text)
    {
        using CancellationTokenSource late = new(StartLimit);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(HasExited, $"it ended before it said \"{text}\":\n{Output}");
            Assert.True(await tick.WaitForNextTickAsync(late.Token));
        }
    }

    /// <summary>Asks it to stop as a nucleus does, and returns its exit code; it has to be gone before the nucleus would kill it.</summary>
    public async Task<int> StopAsync()
    {
        await Programs.MustRunAsync(StopLimit, "kill", "-s", "TERM", $"{Pid}");
        return await WaitForExitAsync(StopLimit);
    }

    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using CancellationTokenSource late = new(limit);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it did not end within {limit}:\n{Output}");
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
