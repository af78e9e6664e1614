using EdgeActors.Aws.Credentials;
using EdgeActors.Specs.CredentialDoubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>The whole layer on its own threads against a token exchange on loopback; only the time is virtual.</summary>
public sealed class TokenExchangeOutageSpecs : IAsyncDisposable
{
    private readonly VirtualClock _clock = new();
    private readonly LogLines _log = new();
    private readonly List<TimeSpan> _begun = [];
    private Dictionary<string, string> _environment = [];
    private volatile int _running;
    private TokenExchangeDouble? _service;
    private CredentialCache? _cache;

    public async ValueTask DisposeAsync()
    {
        _cache?.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(EndpointReply.Null)]
    [InlineData(EndpointReply.Fault)]
    [InlineData(EndpointReply.Unauthorized)]
    [InlineData(EndpointReply.Hang)]
    [InlineData(EndpointReply.Stall)]
    internal async Task After_an_outage_keys_come_by_themselves_and_nobody_was_blocked(EndpointReply outage)
    {
        await StartAsync(outage);
        await LiveAsync(TimeSpan.FromMinutes(2));
        int asked = _service!.Requests.Count;
        KeyStatus before = _cache!.Current();

        _service.Reply = EndpointReply.Keys;
        await LiveAsync(TimeSpan.FromSeconds(15));

        Assert.Null(before.Keys);
        Assert.InRange(asked, 8, 25);
        Assert.NotNull(_cache.Current().Keys);
        AssertNeverTwiceASecond();
        AssertNoCanary();
    }

    [Fact]
    public async Task A_service_that_comes_back_on_its_port_is_found()
    {
        await StartAsync(EndpointReply.Keys);
        await Eventually.Async(() => _cache!.Current().Keys is not null);
        int port = new Uri(_service!.Authority).Port;
        await _service.DisposeAsync();
        await LiveAsync(TimeSpan.FromMinutes(70));
        KeyStatus offline = _cache!.Current();

        _service = await TokenExchangeDouble.StartAsync(port);
        _environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = _service.Token;
        _service.Date = _clock.GetUtcNow();
        _service.Expiration = _clock.GetUtcNow().AddHours(1);
        await LiveAsync(TimeSpan.FromSeconds(15));

        Assert.StartsWith("nobody listens at", offline.Reason, StringComparison.Ordinal);
        Assert.NotNull(_cache.Current().Keys);
        AssertNeverTwiceASecond();
        AssertNoCanary();
    }

    [Fact]
    public async Task In_a_host_it_fetches_at_start_and_the_sdk_signs_with_what_it_has()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System).AddLogging().AddAwsCredentials(
            new CredentialOptions { IotEndpoint = "https://127.0.0.1:1/role-aliases/a/credentials", CertificateFile = "/nowhere" },
            seed: 7);
        using IHost host = builder.Build();

        await host.StartAsync();
        CredentialCache cache = host.Services.GetRequiredService<CredentialCache>();
        await Eventually.Async(() => cache.Current().Reason.StartsWith("/nowhere", StringComparison.Ordinal));
        Exception thrown = Assert.ThrowsAny<Exception>(() => host.Services.GetRequiredService<Amazon.Runtime.AWSCredentials>().GetCredentials());
        await host.StopAsync();

        Assert.Equal("no AWS credentials: /nowhere cannot be read (there is no such file)", thrown.Message);
    }

    private async Task StartAsync(EndpointReply reply)
    {
        _service = await TokenExchangeDouble.StartAsync();
        _service.Reply = reply;
        _environment = _service.Environment;
        _clock.Jump(TimeProvider.System.GetUtcNow() - _clock.GetUtcNow());
        CredentialOptions options = new();
        IKeySource source = KeySources.From(options, name => _environment.GetValueOrDefault(name), _clock, _log);
        _cache = new CredentialCache(source, options, _clock, new Random(1), Launch, _log);
        await _cache.StartAsync(default);
    }

    // While a fetch runs, which takes real time, none passes on the virtual clock, unless it hangs and its time-box has not run out.
    private async Task LiveAsync(TimeSpan time)
    {
        for (TimeSpan end = _clock.Passed + time; _clock.Passed < end;)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.5));
            _cache!.Current();
            await Eventually.Async(() => _running == 0 || (_service!.Hanging > 0 && _clock.Passed - _begun[^1] < TimeSpan.FromSeconds(10)));
        }
    }

    private void Launch(Action fetch)
    {
        Interlocked.Increment(ref _running);
        _begun.Add(_clock.Passed);
        FetchAttempt.OnOwnThread(() =>
        {
            fetch();
            Interlocked.Decrement(ref _running);
        });
    }

    private void AssertNeverTwiceASecond() =>
        Assert.All(_begun.Skip(1).Zip(_begun), pair => Assert.True(pair.First - pair.Second >= TimeSpan.FromSeconds(1)));

    private void AssertNoCanary() => Assert.DoesNotContain(_log.All, line => line.Contains("CANARY", StringComparison.Ordinal));
}
