using System.Threading.Channels;
using EdgeActors.Configuration.Layers;
using EdgeActors.Configuration.Reload;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Reload;

/// <summary>
/// Looks for a changed configuration: soon after somebody says that there may be one, and from time to time, since not every file system tells.
/// </summary>
internal sealed class ReloadService(
    ConfigurationReload reload, ConfigurationReader reader, TimeSpan period, TimeProvider time, ILogger<ReloadService> log) : BackgroundService
{
    /// <summary>How long it waits after a sign of change, so that many are one, and a file is written to its end.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(0.2);

    // One sign that waits is enough, however many come.
    private readonly Channel<bool> _signs = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<IDisposable> _watches = [];

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (IChangingSource source in reader.Sources.OfType<IChangingSource>())
        {
            source.Changed -= Sign;
        }

        _watches.ForEach(static watch => watch.Dispose());
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (IParameterSource source in reader.Sources)
        {
            Watch(source);
        }

        // Once at the beginning: what changed since the start was read is not waited for.
        do
        {
            await reload.LookAsync(stoppingToken);
        }
        while (await NextAsync(stoppingToken));
    }

    private void Watch(IParameterSource source)
    {
        switch (source)
        {
            case IChangingSource changing:
                changing.Changed += Sign;
                break;
            case FileSource file:
                try
                {
                    _watches.Add(new FileWatch(file.Path, Sign));
                }
                catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
                {
                    ReloadLog.NotWatched(log, file.Path, exception.Message, period.TotalSeconds);
                }

                break;
        }
    }

    private async Task<bool> NextAsync(CancellationToken stopping)
    {
        try
        {
            if (await SignOrTickAsync(stopping))
            {
                await Task.Delay(Settle, time, stopping);
            }

            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> SignOrTickAsync(CancellationToken stopping)
    {
        using CancellationTokenSource tick = new(period, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, stopping);
        try
        {
            return await _signs.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Sign() => _signs.Writer.TryWrite(true);
}
