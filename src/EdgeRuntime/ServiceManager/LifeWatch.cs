using System.Globalization;
using Microsoft.Extensions.Logging;

namespace EdgeActors.ServiceManager;

/// <summary>
/// Has the agent's parts prove, again and again, that they work, and tells whoever would end a process that does not. The rounds themselves
/// run on the thread pool: where that is starved, nobody is told either.
/// </summary>
/// <param name="signs">The parts, in the order in which they are asked.</param>
/// <param name="pace">How often, and how much time a round has.</param>
/// <param name="onAlive">Called after a round in which all parts worked.</param>
/// <param name="onWedged">Called after <see cref="LifePace.FailuresToTell"/> rounds in a row in which one did not.</param>
/// <param name="clock">Timers.</param>
/// <param name="log">Told when the state changes.</param>
internal sealed class LifeWatch(
    IReadOnlyList<LifeSign> signs, LifePace pace, Action onAlive, Action onWedged, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _failures;

    /// <summary>Begins; the first round is at once.</summary>
    public void Start() => _running = RunAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                Tell(await FaultAsync());
                await Task.Delay(pace.Period, clock, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Who stops is not watched any more.
            return;
        }
    }

    private async Task<string?> FaultAsync()
    {
        using CancellationTokenSource late = new(pace.Bound, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stop.Token);
        foreach (LifeSign sign in signs)
        {
            try
            {
                // A part that is wedged may not obey the token.
                await sign.Show(either.Token).WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{sign.Name} did not answer within {pace.Bound.TotalSeconds} s");
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                return $"{sign.Name} failed ({failed.Message})";
            }
        }

        return null;
    }

    private void Tell(string? fault)
    {
        if (fault is null)
        {
            if (_failures > 0)
            {
                log.LifeShownAgain(_failures);
            }

            _failures = 0;
            onAlive();
            return;
        }

        if (_failures++ == 0)
        {
            log.NoLifeShown(fault);
        }

        if (_failures == pace.FailuresToTell)
        {
            onWedged();
        }
    }
}
