using Microsoft.Extensions.Logging;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>What is done over one connection for as long as it lasts.</summary>
/// <param name="connection">The connection.</param>
/// <param name="board">What there is to tell.</param>
/// <param name="options">The limits.</param>
/// <param name="clock">Timers.</param>
/// <param name="log">Told what the nucleus refuses.</param>
internal sealed class NucleusSession(IpcConnection connection, ComponentBoard board, IpcOptions options, TimeProvider clock, ILogger log)
{
    private ComponentState _told = ComponentState.Unknown;

    /// <summary>Subscribes to the configuration and reads it: in this order, so that no change between the two is missed.</summary>
    public async Task BeginAsync(CancellationToken end)
    {
        await SubscribeAsync(end);
        await ReadConfigurationAsync(end);
    }

    /// <summary>Tells the state and reads what changed, until the connection ends.</summary>
    public async Task ServeAsync(CancellationToken end)
    {
        while (true)
        {
            if (board.State is var state && state != _told)
            {
                await ReportAsync(state, end);
                _told = state;
            }

            await board.WorkAsync(end);
            if (board.TakeExpired())
            {
                await Task.Delay(options.SettleTime, clock, end);
                board.TakeExpired();
                await ReadConfigurationAsync(end);
            }
        }
    }

    private async Task SubscribeAsync(CancellationToken end)
    {
        try
        {
            await connection.SubscribeToConfigurationAsync(board.Expire, end);
        }
        catch (IpcException refused) when (refused.ErrorCode is not null)
        {
            log.NucleusRefused(refused.Message, "changes of the configuration are seen at the next start only");
        }
    }

    private async Task ReadConfigurationAsync(CancellationToken end)
    {
        try
        {
            board.Keep(ComponentConfiguration.From(await connection.GetConfigurationAsync(end)));
        }
        catch (IpcException refused) when (refused.ErrorCode is not null)
        {
            log.NucleusRefused(refused.Message, "the configuration is taken from elsewhere");
            board.Keep(board.Configuration ?? ComponentConfiguration.Empty);
        }
    }

    private async Task ReportAsync(ComponentState state, CancellationToken end)
    {
        try
        {
            await connection.UpdateStateAsync(state, end);
            log.StateReported(state);
        }
        catch (IpcException refused) when (refused.ErrorCode is not null)
        {
            log.NucleusRefused(refused.Message, "it may take this component as not started");
        }
    }
}
