using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>A token exchange whose keys live so short that an agent is soon without them.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private TokenExchangeDouble _double;
    private bool _broken;
    private bool _down;

    public Exchange(TokenExchangeDouble started)
    {
        _double = started;
        _double.Life = Life;
    }

    public string SecretKey => _double.SecretKey;

    /// <summary>Variables that lead to it, as the <c>env</c> command takes them.</summary>
    public IEnumerable<string> Environment => _double.Environment.Select(v => $"{v.Key}={v.Value}");

    /// <summary>Gives no more keys; ends when those that were given have expired and captures have met that.</summary>
    public async Task BreakAsync(bool down, EndpointReply reply, SteadyCaptures captures)
    {
        if (_broken)
        {
            return;
        }

        _broken = true;
        _down = down;
        if (down)
        {
            await _double.DisposeAsync();
        }
        else
        {
            _double.Reply = reply;
        }

        await captures.RunAsync(Life * 1.5);
    }

    /// <summary>Gives keys again.</summary>
    public async Task MendAsync()
    {
        if (_broken)
        {
            _double = _down ? await _double.StartAgainAsync() : _double;
            _double.Reply = EndpointReply.Keys;
            (_broken, _down) = (false, false);
        }
    }

    public ValueTask DisposeAsync() => _down ? ValueTask.CompletedTask : _double.DisposeAsync();
}
