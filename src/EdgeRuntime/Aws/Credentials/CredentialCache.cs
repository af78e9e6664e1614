using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Aws.Credentials;

/// <summary>
/// Keeps keys ready: fetches them in the background before they expire, serves the old ones while they are valid, and says why when there
/// are none. <see cref="Current"/> never waits. There is one fetch at a time; one that hangs is given up after the time-box, and until its
/// thread has ended no other is begun, so that there is never more than one.
/// </summary>
internal sealed class CredentialCache : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IKeySource _source;
    private readonly CredentialOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<Action> _launch;
    private readonly ILogger _log;
    private readonly FetchSchedule _schedule;
    private volatile HeldKeys? _held;
    private volatile string _reason;
    private FetchAttempt? _attempt;
    private bool _waited;
    private bool _running;

    /// <summary>Makes a cache; nothing is fetched before the start.</summary>
    /// <param name="source">Who is asked.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="clock">Both clocks and the timers.</param>
    /// <param name="jitter">Spreads the fetches of a fleet; seeded by the host.</param>
    /// <param name="launch">Runs a fetch: <see cref="FetchAttempt.OnOwnThread"/> but in specs.</param>
    /// <param name="log">Told when the state changes, not at each attempt.</param>
    public CredentialCache(
        IKeySource source, CredentialOptions options, TimeProvider clock, Random jitter, Action<Action> launch, ILogger<CredentialCache> log)
    {
        (_source, _options, _clock, _launch, _log) = (source, options, clock, launch, log);
        _reason = $"{source.Name} has not answered yet";
        _schedule = new FetchSchedule(options, clock, jitter, Begin);
    }

    /// <summary>What there is now. Reads a field and two clocks; any thread may call it at any rate.</summary>
    public KeyStatus Current()
    {
        HeldKeys? held = _held;
        if (held is not null && held.Remaining(_clock) > TimeSpan.Zero)
        {
            return new KeyStatus(held.Keys, "");
        }

        Hasten();
        string reason = _reason;
        return new KeyStatus(null, reason.Length > 0 ? reason : "the keys have expired and new ones are being fetched");
    }

    /// <summary>
    /// Whoever was refused with these keys as expired or unknown says so, and new ones are fetched soon. Keys younger than
    /// <see cref="CredentialOptions.LongestRetryDelay"/> are not exchanged: fetching them again would give the same.
    /// </summary>
    public void Doubt(AwsKeys keys)
    {
        if (_held is { } held && ReferenceEquals(held.Keys, keys) && held.Age(_clock) >= _options.LongestRetryDelay)
        {
            Hasten();
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _running = true;
        }

        Begin();
        return Task.CompletedTask;
    }

    /// <summary>Fetches no more. The keys at hand are served on, since the last captures are uploaded while all stops.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        FetchAttempt? running;
        lock (_gate)
        {
            _running = false;
            running = _attempt;
        }

        _schedule.Dispose();
        running?.TimeBox?.Dispose();
        running?.GiveUp();
    }

    private void Begin()
    {
        FetchAttempt attempt = new();
        lock (_gate)
        {
            _waited = _attempt is not null;
            if (!_running || _waited)
            {
                return;
            }

            _attempt = attempt;
            _schedule.Began();
            attempt.TimeBox = _clock.CreateTimer(_ => OnOverdue(attempt), null, _options.TimeBox, Timeout.InfiniteTimeSpan);
        }

        try
        {
            _launch(() => OnAnswer(attempt, attempt.Call(_source)));
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            OnAnswer(attempt, new KeyAnswer.Refused("this process can have no more threads"));
        }
    }

    private void OnOverdue(FetchAttempt attempt)
    {
        string? told = null;
        lock (_gate)
        {
            if (_attempt != attempt || attempt.Overdue || !_running)
            {
                return;
            }

            attempt.Overdue = true;
            told = Fail(string.Create(CultureInfo.InvariantCulture, $"{_source.Name} gave no answer within {_options.TimeBox.TotalSeconds} s"));
        }

        attempt.GiveUp();
        Tell(told);
    }

    private void OnAnswer(FetchAttempt attempt, KeyAnswer answer)
    {
        string? told = null;
        bool news = false;
        lock (_gate)
        {
            attempt.TimeBox?.Dispose();
            _attempt = null;
            if (answer is KeyAnswer.Granted granted)
            {
                news = _held is null || _reason.Length > 0;
                Hold(granted);
            }
            else if (!attempt.Overdue && _running)
            {
                told = Fail(answer is KeyAnswer.Refused refused ? refused.Reason : ((KeyAnswer.NotConfigured)answer).Missing);
            }
            else if (_waited)
            {
                _schedule.Resume();
            }
        }

        if (answer is KeyAnswer.Granted keys)
        {
            string life = keys.Life?.ToString("c", CultureInfo.InvariantCulture) ?? "any time";
            if (news)
            {
                _log.KeysCame(keys.From, life);
            }
            else
            {
                _log.KeysRenewed(keys.From, life);
            }
        }

        Tell(told);
    }

    private void Hold(KeyAnswer.Granted granted)
    {
        TimeSpan? life = granted.Life > _options.LongestLife ? _options.LongestLife : granted.Life;
        _held = new HeldKeys(granted.Keys, life, _clock.GetTimestamp(), _clock.GetUtcNow());
        _reason = "";
        _schedule.Succeeded(life);
    }

    // Gives the reason when it is news.
    private string? Fail(string reason)
    {
        string? told = reason == _reason ? null : reason;
        _reason = reason;
        _schedule.Failed(_held?.Remaining(_clock) ?? TimeSpan.Zero);
        return told;
    }

    private void Hasten()
    {
        lock (_gate)
        {
            if (_running && _attempt is null)
            {
                _schedule.Hasten();
            }
        }
    }

    private void Tell(string? reason)
    {
        if (reason is not null && _held?.Remaining(_clock) > TimeSpan.Zero)
        {
            _log.KeysNotRenewed(reason);
        }
        else if (reason is not null)
        {
            _log.NoKeys(reason);
        }
    }
}
