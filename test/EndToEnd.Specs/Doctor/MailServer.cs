using System.Net.Sockets;

namespace EdgeActors.Specs.Doctor;

/// <summary>Listens on a Unix socket and greets in another protocol than the agent's.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public MailServer(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using Socket client = await _listener.AcceptAsync(_end.Token);
            await GreetAsync(client);
        }
    }

    private async Task GreetAsync(Socket client)
    {
        try
        {
            await client.SendAsync("220 mail server ready\r\n"u8.ToArray(), _end.Token);
        }
        catch (SocketException)
        {
            // Whoever only looked has gone already.
            return;
        }
    }
}
