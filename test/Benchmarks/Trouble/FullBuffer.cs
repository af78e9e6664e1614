using EdgeActors.Protocol.Client;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>
/// Brings an agent's capture buffer into the state in which it refuses, and back. A file in the place of the capture folder lets nobody write there.
/// </summary>
internal sealed class FullBuffer(string socket, string model, string captureFolder, int bytes, TimeSpan? stubborn) : IAsyncDisposable
{
    // All are refused at least once.
    private const int Refusals = 32;

    private readonly RefusedClients _clients = new(socket, model, bytes, stubborn);
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    private string Aside => captureFolder + "-aside";

    /// <summary>Captures that were refused.</summary>
    public long Refused => _clients.Refused;

    /// <summary>Nothing is stored any more, and clients capture until they are refused; they go on.</summary>
    public async Task FillAsync()
    {
        if (_stop is null)
        {
            Directory.CreateDirectory(captureFolder);
            Directory.Move(captureFolder, Aside);
            await File.WriteAllTextAsync(captureFolder, "");
            _stop = new CancellationTokenSource();
            _running = _clients.RunAsync(_stop.Token);
            await _clients.RefusedAsync(Refusals);
        }
    }

    /// <summary>Nobody captures, and all that waited is stored.</summary>
    public async Task EmptyAsync(EdgeAgentClient client)
    {
        if (_stop is null)
        {
            return;
        }

        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _stop = null;
        File.Delete(captureFolder);
        Directory.Move(Aside, captureFolder);
        await CaptureState.SettledAsync(client, _clients.LastAccepted!);
        Directory.Delete(captureFolder, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop is not null)
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
