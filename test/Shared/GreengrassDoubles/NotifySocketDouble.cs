using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace EdgeActors.Specs.GreengrassDoubles;

/// <summary>The service manager's end of <c>NOTIFY_SOCKET</c>: keeps what it is told, in order.</summary>
internal sealed class NotifySocketDouble : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly string _address;
    private readonly Task _receiving;

    /// <summary>Binds a path, or an abstract name that begins with <c>@</c>.</summary>
    public NotifySocketDouble(string address)
    {
        _address = address;
        _socket.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address));
        _receiving = ReceiveAsync();
    }

    /// <summary>All messages so far.</summary>
    public IReadOnlyCollection<string> Messages => _messages;

    /// <summary>Beats so far.</summary>
    public int Beats => _messages.Count(static message => message == "WATCHDOG=1");

    /// <summary>Called with each message as it comes.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>Waits until so many beats have come.</summary>
    public async Task WaitForBeatsAsync(int beats)
    {
        using CancellationTokenSource late = new(Patience);
        while (Beats < beats)
        {
            await _news.WaitAsync(late.Token);
        }
    }

    /// <summary>Waits until a message begins so, or has come already.</summary>
    public async Task<string> WaitForAsync(string begin)
    {
        using CancellationTokenSource late = new(Patience);
        while (true)
        {
            if (_messages.FirstOrDefault(message => message.StartsWith(begin, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            await _news.WaitAsync(late.Token);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _receiving.Wait();
        _news.Dispose();
        if (_address[0] != '@' && File.Exists(_address))
        {
            File.Delete(_address);
        }
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (true)
            {
                int length = await _socket.ReceiveAsync(buffer);
                string message = Encoding.UTF8.GetString(buffer, 0, length);
                Told?.Invoke(message);
                _messages.Enqueue(message);
                _news.Release();
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            return;
        }
    }
}
