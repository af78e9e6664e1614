using EdgeActors.Configuration.Layers;
using EdgeActors.Greengrass;
using EdgeActors.Greengrass.Ipc;
using EdgeActors.Hosting.Capture;

namespace EdgeActors.Hosting;

/// <summary>
/// The nucleus that may have started this process, reached before anything else is known, since it is one of those that the configuration
/// comes from.
/// </summary>
internal sealed class NucleusStarter : IAsyncDisposable
{
    private readonly NucleusLink? _link;

    private readonly GreengrassSource? _source;

    /// <summary>One over a line, which is begun.</summary>
    /// <param name="log">What the line logs to.</param>
    /// <param name="link">The line; null when somebody else started this process.</param>
    public NucleusStarter(EarlyLog log, NucleusLink? link = null)
    {
        (Log, _link) = (log, link);
        if (link is not null)
        {
            _source = new GreengrassSource(link);
            link.Start();
        }
    }

    /// <summary>What the line to it says until it is known how to log.</summary>
    public EarlyLog Log { get; }

    /// <summary>The nucleus; null when this process was started by somebody else.</summary>
    public INucleus? Nucleus => _link;

    /// <summary>The one that the environment names. The line to it is begun.</summary>
    public static NucleusStarter OfThisProcess()
    {
        EarlyLog log = new();
        if (NucleusAddress.From(Environment.GetEnvironmentVariable, NucleusAddress.UnitsOfThisProcess()) is not { } address)
        {
            return new NucleusStarter(log);
        }

        NucleusLink link = new(address, new IpcOptions(), TimeProvider.System, new Random(DeviceSeed.Of(Environment.MachineName)), log);
        return new NucleusStarter(log, link);
    }

    /// <summary>The same reader over what the nucleus has, if there is one; waits for it as long as the reader's own sources say.</summary>
    /// <param name="own">The reader.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Null when <paramref name="stop"/> fired meanwhile: without the nucleus' part, what there is may well be faulty.</returns>
    public async Task<ConfigurationReader?> UnderAsync(ConfigurationReader own, CancellationToken stop)
    {
        if (_link is null)
        {
            return own;
        }

        try
        {
            await _link.ConfigurationAsync(own.Read().Options.NucleusWait).WaitAsync(stop);
            return own.Over(_source!);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _link?.DisposeAsync() ?? ValueTask.CompletedTask;
}
