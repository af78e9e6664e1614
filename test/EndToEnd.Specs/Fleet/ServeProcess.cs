using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Fleet;

/// <summary>A real <c>edgeactors fleet serve</c>. Stopped with SIGTERM at the end; it has to end by itself with exit code 0.</summary>
internal sealed partial class ServeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServeProcess(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        ProcessStartInfo start = new(Workplace.Agent, ["fleet", "serve", "--listen", "127.0.0.1:0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => Take(e.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("it ended: " + Output));
    }

    public Uri Address => _address.Task.Result;

    public string Output => string.Join('\n', _output);

    /// <summary>Starts it on a free port, and waits until it says where it serves.</summary>
    public static async Task<ServeProcess> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ServeProcess serve = new(environment, arguments);
        serve._process.Start();
        serve._process.BeginOutputReadLine();
        serve._process.BeginErrorReadLine();
        await serve._address.Task.WaitAsync(StartLimit);
        return serve;
    }

    /// <summary>Sends SIGTERM; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await Programs.MustRunAsync(StopLimit, "kill", "-s", "TERM", $"{_process.Id}");
        using CancellationTokenSource late = new(StopLimit);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            Assert.Equal(0, _process.HasExited ? _process.ExitCode : await StopAsync());
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.Contains("Serving fleet", StringComparison.Ordinal) && Url().Match(line) is { Success: true } url)
        {
            _address.TrySetResult(new Uri(url.Value));
        }
    }

    [GeneratedRegex(@"https?://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Url();
}
