using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Aws.Credentials.Chain;

public sealed class ContainerKeysSpecs : IDisposable
{
    private readonly HttpClient _client = KeyRequest.Client(new SocketsHttpHandler { UseProxy = false });
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        _client.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task The_token_exchange_gives_keys_to_who_shows_its_token()
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();

        KeyAnswer.Granted granted = Assert.IsType<KeyAnswer.Granted>(Fetch(service.Environment));

        Assert.Equal(service.SecretKey, granted.Keys.SecretAccessKey.Reveal());
        Assert.Equal("CANARYID", granted.Keys.AccessKeyId.Reveal());
        Assert.Equal("CANARYSESSION", granted.Keys.SessionToken?.Reveal());
        Assert.InRange(granted.Life!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Assert.Equal("the container credentials endpoint " + service.Authority, granted.From);
    }

    [Fact]
    public async Task A_token_file_wins_over_the_variable_and_its_last_line_break_is_no_part_of_it()
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        File.WriteAllText(_file, service.Token + "\r\n");
        Dictionary<string, string> environment = service.Environment;
        environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "wrong";
        environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = _file;

        KeyAnswer answer = Fetch(environment);

        Assert.IsType<KeyAnswer.Granted>(answer);
    }

    [Theory]
    [InlineData(EndpointReply.Null, "has no keys now: the nucleus does not reach the cloud")]
    [InlineData(EndpointReply.Junk, "answered 200 without a document of keys")]
    [InlineData(EndpointReply.Flood, "answered more than 65536 bytes")]
    [InlineData(EndpointReply.Redirect, "answered 302")]
    [InlineData(EndpointReply.Unauthorized, "refused the authorization token (401)")]
    [InlineData(EndpointReply.Forbidden, "refused the authorization token (403)")]
    [InlineData(EndpointReply.NotFound, "does not know the authorization token (404): if the nucleus was restarted")]
    [InlineData(EndpointReply.Fault, "answered 500")]
    [InlineData(EndpointReply.Half, "broke its answer off")]
    internal async Task Each_fault_is_named_after_one_request_without_a_word_of_the_answer(EndpointReply reply, string expected)
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        service.Reply = reply;

        KeyAnswer answer = Fetch(service.Environment);

        string reason = Assert.IsType<KeyAnswer.Refused>(answer).Reason;
        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.Contains(service.Authority, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", reason, StringComparison.Ordinal);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_wrong_token_and_a_closed_port_are_told_apart()
    {
        TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        Dictionary<string, string> environment = service.Environment;
        Dictionary<string, string> forged = new(environment) { ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "forged" };

        KeyAnswer unknown = Fetch(forged);
        await service.DisposeAsync();
        KeyAnswer closed = Fetch(environment);

        Assert.Contains("does not know the authorization token", Assert.IsType<KeyAnswer.Refused>(unknown).Reason, StringComparison.Ordinal);
        Assert.StartsWith("nobody listens at", Assert.IsType<KeyAnswer.Refused>(closed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_moved_is_found_when_the_environment_says_where()
    {
        TokenExchangeDouble old = await TokenExchangeDouble.StartAsync();
        Dictionary<string, string> environment = old.Environment;
        ContainerKeys source = new(_client, name => environment.GetValueOrDefault(name), TimeProvider.System);
        KeyAnswer first = source.Fetch(default);
        await old.DisposeAsync();
        await using TokenExchangeDouble moved = await TokenExchangeDouble.StartAsync();

        KeyAnswer stale = source.Fetch(default);
        environment = moved.Environment;
        KeyAnswer found = source.Fetch(default);

        Assert.IsType<KeyAnswer.Granted>(first);
        Assert.IsType<KeyAnswer.Refused>(stale);
        Assert.IsType<KeyAnswer.Granted>(found);
    }

    [Theory]
    [InlineData(EndpointReply.Hang)]
    [InlineData(EndpointReply.Stall)]
    internal async Task A_hanging_service_is_left_when_nobody_waits_any_more(EndpointReply reply)
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        service.Reply = reply;
        using CancellationTokenSource waiting = new();
        Task<KeyAnswer> fetch = Task.Factory.StartNew(
            () => Fetch(service.Environment, waiting.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Eventually.Async(() => service.Requests.Count == 1);

        await waiting.CancelAsync();

        Assert.Contains("not waited for", Assert.IsType<KeyAnswer.Refused>(await fetch).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_past_their_time_are_refused_with_a_word_on_the_clock()
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        service.Life = TimeSpan.FromMinutes(-5);

        KeyAnswer answer = Fetch(service.Environment);

        Assert.EndsWith("check the device's clock", Assert.IsType<KeyAnswer.Refused>(answer).Reason, StringComparison.Ordinal);
    }

    private KeyAnswer Fetch(Dictionary<string, string> environment, CancellationToken cancelled = default) =>
        new ContainerKeys(_client, name => environment.GetValueOrDefault(name), TimeProvider.System).Fetch(cancelled);
}
