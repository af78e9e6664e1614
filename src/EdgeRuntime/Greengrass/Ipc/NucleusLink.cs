using System.Globalization;
using System.Text.Json;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Chain;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>
/// The agent's line to the nucleus that started it: reads the configuration and notices when it changes, reports the state, and connects
/// anew, later each time, when the line is cut. Nothing waits for it but the start, and that only for a moment.
/// </summary>
internal sealed class NucleusLink : INucleus, IAsyncDisposable
{
    private const string TokenExchange = "aws.greengrass.TokenExchangeService";
    private const string PortKey = "port";

    private readonly CancellationTokenSource _stop = new();
    private readonly ComponentBoard _board = new();
    private readonly NucleusAddress _address;
    private readonly IpcOptions _options;
    private readonly TimeProvider _clock;
    private readonly ReconnectPause _pause;
    private readonly ILogger _log;
    private Task _running = Task.CompletedTask;
    private volatile IpcConnection? _connection;
    private volatile Secret _token;
    private string? _trouble;

    /// <summary>Makes a line; nothing happens before <see cref="Start"/>.</summary>
    /// <param name="address">Where the nucleus is.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="clock">Timers and time-outs.</param>
    /// <param name="jitter">Spreads attempts; seeded by the host.</param>
    /// <param name="log">Told when the line comes and goes, not at each attempt.</param>
    public NucleusLink(NucleusAddress address, IpcOptions options, TimeProvider clock, Random jitter, ILogger log)
    {
        (_address, _options, _clock, _log, _token) = (address, options, clock, log, address.Token);
        _pause = new ReconnectPause(options, jitter);
    }

    /// <summary>Begins to connect.</summary>
    public void Start() => _running = RunAsync();

    /// <inheritdoc />
    public async Task<ComponentConfiguration?> ConfigurationAsync(TimeSpan wait)
    {
        try
        {
            await _board.First.WaitAsync(wait, _clock);
        }
        catch (TimeoutException) when (wait == TimeSpan.Zero)
        {
            // It was not to be waited for.
            return _board.Configuration;
        }
        catch (TimeoutException)
        {
            _log.NucleusAwaited(wait.TotalSeconds);
        }

        return _board.Configuration;
    }

    /// <inheritdoc />
    public void OnChange(Action<ComponentConfiguration> changed) => _board.Changed = changed;

    /// <inheritdoc />
    public void Report(ComponentState state) => _board.State = state;

    /// <inheritdoc />
    public async Task<TokenExchangePlace?> TokenExchangeAsync(CancellationToken cancelled)
    {
        try
        {
            JsonElement? port = _connection is { } connection ? await connection.GetConfigurationAsync(cancelled, TokenExchange, PortKey) : null;
            return ushort.TryParse(port?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0
                ? new TokenExchangePlace(number, _token)
                : null;
        }
        catch (Exception failed) when (failed is IpcException or OperationCanceledException)
        {
            _log.NucleusQuestionFailed(failed.Message);
            return null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        // Away from the caller's thread, which starts an agent.
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ConnectAndServeAsync();
            }
            catch (OperationCanceledException)
            {
                // The agent stops, or the connection is gone and has said why.
                continue;
            }
            catch (Exception fault)
            {
                // A bug must not end the line for the rest of the process's life, and no text of an unknown exception is shown.
                Tell(fault as IpcException ?? new IpcException($"the line to it failed unexpectedly ({fault.GetType().Name})", fault));
                await PauseAsync();
            }
        }
    }

    private async Task ConnectAndServeAsync()
    {
        (IpcConnection opened, Secret token) = await GreetAsync();
        await using IpcConnection connection = opened;
        (_token, _connection) = (token, connection);
        long began = _clock.GetTimestamp();
        try
        {
            await ServeAsync(connection);
        }
        catch (OperationCanceledException) when (connection.Fault is { } fault && !_stop.IsCancellationRequested)
        {
            throw fault;
        }
        finally
        {
            _connection = null;
            if (_clock.GetElapsedTime(began) >= _options.LongestPause)
            {
                // Not at once: a nucleus that hangs up on each connection would be asked without a pause.
                _pause.Reset();
            }
        }
    }

    private async Task<(IpcConnection Connection, Secret Token)> GreetAsync()
    {
        try
        {
            return await IpcGreeting.OpenAsync(_address, _token, _options, _clock, _stop.Token);
        }
        catch (IpcException refusal) when (refusal.IsRefusal && _address.Component is not null)
        {
            return await IpcGreeting.OpenAsync(_address, null, _options, _clock, _stop.Token);
        }
    }

    private async Task ServeAsync(IpcConnection connection)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(connection.Closed, _stop.Token);
        NucleusSession session = new(connection, _board, _options, _clock, _log);
        await session.BeginAsync(end.Token);
        Tell(null);
        await session.ServeAsync(end.Token);
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(_pause.Next(), _clock, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
            return;
        }
    }

    // Once for each trouble, and once when it is over.
    private void Tell(IpcException? fault)
    {
        if (fault is null)
        {
            _trouble = null;
            _log.NucleusAnswers(_address.Path, _board.Configuration?.Values.Count ?? 0);
        }
        else if (fault.Message != _trouble)
        {
            _trouble = fault.Message;
            _log.NoNucleus(_address.Path, fault.Message);
        }
    }
}
