using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Aws.Credentials.Chain;

/// <summary>The token exchange of nucleus lite after its restart: another port, perhaps another token, and an environment that knows neither.</summary>
public sealed class MovedTokenExchangeSpecs : IDisposable
{
    private readonly HttpClient _client = KeyRequest.Client(new SocketsHttpHandler { UseProxy = false });
    private readonly Directory _directory = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_service_that_moved_is_asked_for_once_and_then_used()
    {
        TokenExchangeDouble old = await TokenExchangeDouble.StartAsync();
        ContainerKeys keys = Keys(old.Environment);
        Assert.IsType<KeyAnswer.Granted>(keys.Fetch(default));
        await old.DisposeAsync();
        await using TokenExchangeDouble moved = await TokenExchangeDouble.StartAsync();
        _directory.Place = Place(moved);

        KeyAnswer.Granted found = Assert.IsType<KeyAnswer.Granted>(keys.Fetch(default));
        Assert.IsType<KeyAnswer.Granted>(keys.Fetch(default));

        Assert.Equal(moved.SecretKey, found.Keys.SecretAccessKey.Reveal());
        Assert.Equal(1, _directory.Asked);
    }

    [Theory]
    [InlineData(EndpointReply.NotFound)]
    [InlineData(EndpointReply.Forbidden)]
    [InlineData(EndpointReply.Unauthorized)]
    [InlineData(EndpointReply.Half)]
    internal async Task A_service_that_does_not_know_the_token_any_more_is_shown_the_new_one(EndpointReply reply)
    {
        await using TokenExchangeDouble old = await TokenExchangeDouble.StartAsync();
        old.Reply = reply;
        await using TokenExchangeDouble moved = await TokenExchangeDouble.StartAsync();
        _directory.Place = Place(moved);

        Assert.IsType<KeyAnswer.Granted>(Keys(old.Environment).Fetch(default));
    }

    [Fact]
    public async Task A_new_token_on_the_same_port_counts_as_moved()
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        Dictionary<string, string> environment = service.Environment;
        environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "forgotten";
        _directory.Place = Place(service);

        Assert.IsType<KeyAnswer.Granted>(Keys(environment).Fetch(default));
    }

    [Theory]
    [InlineData(EndpointReply.Null)]
    [InlineData(EndpointReply.Fault)]
    internal async Task What_the_right_service_says_is_taken_as_it_is(EndpointReply reply)
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        service.Reply = reply;

        Assert.IsType<KeyAnswer.Refused>(Keys(service.Environment).Fetch(default));
        Assert.Equal(0, _directory.Asked);
    }

    [Fact]
    public async Task A_service_that_is_where_it_was_is_not_asked_twice()
    {
        await using TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        service.Reply = EndpointReply.NotFound;
        _directory.Place = Place(service);

        KeyAnswer.Refused refused = Assert.IsType<KeyAnswer.Refused>(Keys(service.Environment).Fetch(default));

        Assert.Contains("does not know the authorization token (404)", refused.Reason, StringComparison.Ordinal);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task Nobody_who_knows_leaves_the_first_answer()
    {
        TokenExchangeDouble service = await TokenExchangeDouble.StartAsync();
        Dictionary<string, string> environment = service.Environment;
        await service.DisposeAsync();

        KeyAnswer.Refused refused = Assert.IsType<KeyAnswer.Refused>(Keys(environment).Fetch(default));

        Assert.StartsWith("nobody listens at", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(1, _directory.Asked);
    }

    [Theory]
    [InlineData("http://169.254.170.2/keys")]
    [InlineData("https://keys.example/keys")]
    [InlineData("https://localhost/keys")]
    public void The_token_is_never_sent_to_another_machine(string address)
    {
        ContainerAddress given = new(new Uri(address), new Secret("t"));

        Assert.Null(given.MovedTo(new TokenExchangePlace(4711, new Secret("u"))));
    }

    [Fact]
    public void Only_port_and_token_change()
    {
        ContainerAddress given = new(new Uri("http://localhost:1/2016-11-01/credentialprovider/"), new Secret("t"));

        ContainerAddress? moved = given.MovedTo(new TokenExchangePlace(2, new Secret("u")));

        Assert.Equal("http://localhost:2/2016-11-01/credentialprovider/", moved?.Uri.AbsoluteUri);
        Assert.Equal("u", moved?.Token?.Reveal());
    }

    private static TokenExchangePlace Place(TokenExchangeDouble service) => new(new Uri(service.Authority).Port, new Secret(service.Token));

    private ContainerKeys Keys(Dictionary<string, string> environment) =>
        new(_client, environment.GetValueOrDefault, TimeProvider.System, _directory);

    private sealed class Directory : ITokenExchangeDirectory
    {
        public TokenExchangePlace? Place { get; set; }

        public int Asked { get; private set; }

        public Task<TokenExchangePlace?> TokenExchangeAsync(CancellationToken cancelled)
        {
            Asked++;
            return Task.FromResult(Place);
        }
    }
}
