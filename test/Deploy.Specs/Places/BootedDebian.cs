using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Places;

/// <summary>A Debian of a spec's own whose systemd runs, in a container without a network, and how to reach what is inside.</summary>
internal sealed class BootedDebian : IAsyncDisposable
{
    private const string Unit = "edgeactors";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DebianRoot _root;
    private readonly ConcurrentQueue<string> _output = new();
    private Process _container;

    private BootedDebian(DebianRoot root) => (_root, _container) = (root, Start(root.Path));

    /// <summary>Process of the container's systemd as this machine counts; null while there is none.</summary>
    private string? Leader
    {
        get
        {
            string children = $"/proc/{_container.Id}/task/{_container.Id}/children";
            return File.Exists(children) ? File.ReadAllText(children).Split(' ').FirstOrDefault(pid => pid.Length > 0) : null;
        }
    }

    /// <summary>Boots a copy, waits until it is up, and prepares it.</summary>
    public static async Task<BootedDebian> BootAsync(Func<BootedDebian, Task> prepare)
    {
        BootedDebian debian = new(await DebianRoot.CopyAsync(Needs.BootableDebianFolder!));
        try
        {
            await debian.UpAsync();
            await prepare(debian);
            return debian;
        }
        catch
        {
            await debian.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shuts it down in order and boots it again.</summary>
    public async Task RebootAsync()
    {
        // Who asks may be gone before it is answered.
        await TryAsync("systemctl", "reboot");
        await EndAsync();
        _container = Start(_root.Path);
        await UpAsync();
    }

    /// <summary>Runs a program inside to its end.</summary>
    public Task<ProgramEnd> TryAsync(params string[] command) => Programs.RunAsync(
        Limit,
        "nsenter",
        [
            $"--target={Leader ?? throw new InvalidOperationException("the container is gone: " + string.Join('\n', _output))}",
            "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd",
            "env", "-i", .. DebianRoot.Variables, .. command,
        ]);

    /// <summary>Runs a program inside to its end, which has to be good.</summary>
    public async Task<string> RunAsync(params string[] command)
    {
        ProgramEnd end = await TryAsync(command);
        Assert.True(end.ExitCode == 0, $"{string.Join(' ', command)} ended with {end.ExitCode}:\n{end.Output}");
        return end.Output.Trim();
    }

    /// <summary>Installs a package, or upgrades to it.</summary>
    public Task InstallAsync(string deb) => _root.WithFileAsync(deb, file => RunAsync("dpkg", "--install", file), "/opt");

    /// <inheritdoc cref="DebianRoot.AddMnistAsync" />
    public Task<string> AddMnistAsync() => _root.AddMnistAsync();

    /// <summary>This machine's path of a path inside that lies on the disk: not in /run, not in /tmp.</summary>
    public string At(string inside) => _root.At(inside);

    /// <summary>A property of the service.</summary>
    public Task<string> ServiceAsync(string property) => RunAsync("systemctl", "show", "--value", "--property", property, Unit);

    /// <summary>What the service wrote since the last boot.</summary>
    public async Task<string> LogAsync()
    {
        // What was written a moment ago may still be on its way.
        await RunAsync("journalctl", "--sync");
        return await RunAsync("journalctl", "--quiet", "--no-pager", "--output=cat", "--unit", Unit);
    }

    /// <summary>Waits until the service is as wanted.</summary>
    public Task UntilAsync(string property, string value) => UntilAsync(async () => await ServiceAsync(property) == value, $"{property} of the service is not {value}");

    /// <summary>A client on this machine, of the service's socket.</summary>
    public EdgeAgentClient Connect() => new(new EdgeAgentClientOptions { SocketPath = $"/proc/{Leader}/root/run/edgeactors/agent.sock" });

    public async ValueTask DisposeAsync()
    {
        // With its first process all others of the container end, and it with them.
        if (Leader is { } leader)
        {
            await Programs.RunAsync(Limit, "kill", "-s", "KILL", leader);
        }

        await EndAsync();
        await _root.DisposeAsync();
    }

    private Process Start(string root)
    {
        ProcessStartInfo start = new(
            "systemd-nspawn",
            ["--quiet", "--register=no", "--keep-unit", "--private-network", "--console=pipe", "--boot", $"--directory={root}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process container = new() { StartInfo = start };
        container.OutputDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        container.ErrorDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        container.Start();
        container.BeginOutputReadLine();
        container.BeginErrorReadLine();
        return container;
    }

    private async Task EndAsync()
    {
        using CancellationTokenSource late = new(Limit);
        await _container.WaitForExitAsync(late.Token);
        _container.Dispose();
    }

    private Task UpAsync() => UntilAsync(
        async () => Leader is not null && (await TryAsync("systemctl", "is-system-running")).Output.Trim() == "running", "systemd is not up");

    private async Task UntilAsync(Func<Task<bool>> condition, string failure)
    {
        using CancellationTokenSource late = new(Limit);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            Assert.False(late.IsCancellationRequested || _container.HasExited, $"{failure}:\n{string.Join('\n', _output)}");
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
