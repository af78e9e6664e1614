using System.Net.Sockets;
using System.Text;

namespace EdgeActors.FaultKit.Specs.Host;

public sealed class ConsoleSpecs : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("console-");
    private readonly Faults _faults = new(FaultScript.Parse("at port IDisposable.Dispose: throw \"x\""));

    private Task _server = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server;
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Followers_see_what_was_and_what_comes()
    {
        await using Stream peer = await ConnectAsync();
        using StreamReader answers = new(peer);
        Fail();

        await peer.WriteAsync(Encoding.UTF8.GetBytes("follow\n"));
        string? first = await answers.ReadLineAsync();
        Fail();
        string? second = await answers.ReadLineAsync();

        Assert.EndsWith(" port IDisposable.Dispose #1 before rule 1: throw \"x\"", first, StringComparison.Ordinal);
        Assert.EndsWith(" port IDisposable.Dispose #2 before rule 1: throw \"x\"", second, StringComparison.Ordinal);
        Assert.Equal(_faults.Trace.ToString(), $"{first}\n{second}");
    }

    [Fact]
    public async Task One_connection_takes_many_commands()
    {
        await using Stream peer = await ConnectAsync();
        using StreamReader answers = new(peer);
        Fail();

        await peer.WriteAsync(Encoding.UTF8.GetBytes("trace\nclear\nlist\nrelease\n"));
        List<string?> lines = [];
        for (int i = 0; i < 8; i++)
        {
            lines.Add(await answers.ReadLineAsync());
        }

        Assert.Equal([_faults.Trace.ToString(), ".", "ok", ".", "seed 1", ".", "ok", "."], lines);
    }

    [Fact]
    public void The_trace_keeps_its_newest_steps()
    {
        Faults faults = new(FaultScript.Parse("at port IDisposable.Dispose: throw"), null, new FaultOptions { MaxTraceSteps = 2 });
        using IDisposable port = new MemoryStream();

        for (int i = 0; i < 3; i++)
        {
            Assert.Throws<InjectedFaultException>(FaultyPort.Wrap(port, faults).Dispose);
        }

        Assert.Equal([2L, 3L], faults.Trace.Steps.Select(step => step.Number));
    }

    [Fact]
    public void What_arrives_at_too_many_places_is_let_through_and_counted()
    {
        Faults faults = new(FaultScript.Parse("at port **: throw"), null, new FaultOptions { MaxPlaces = 1 });
        using CancellationTokenSource inner = new();
        IComparable<int> other = FaultyPort.Wrap<IComparable<int>>(1, faults);
        using IDisposable port = FaultyPort.Wrap<IDisposable>(inner, faults);

        Assert.Throws<InjectedFaultException>(() => other.CompareTo(2));
        port.Dispose();

        Assert.Equal(1, faults.Overlooked);
    }

    private void Fail()
    {
        using MemoryStream inner = new();
        Assert.Throws<InjectedFaultException>(FaultyPort.Wrap<IDisposable>(inner, _faults).Dispose);
    }

    private async Task<Stream> ConnectAsync()
    {
        UnixDomainSocketEndPoint end = new(Path.Combine(_folder.FullName, "s"));
        _server = ServeOneAsync(end);
        Socket peer = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await peer.ConnectAsync(end);
        return new NetworkStream(peer, ownsSocket: true);
    }

    // Listens when it returns for the first time.
    private async Task ServeOneAsync(UnixDomainSocketEndPoint end)
    {
        using Socket listening = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listening.Bind(end);
        listening.Listen();
        await using NetworkStream served = new(await listening.AcceptAsync(), ownsSocket: true);
        await new FaultConsole(_faults).ServeAsync(served, CancellationToken.None);
    }
}
