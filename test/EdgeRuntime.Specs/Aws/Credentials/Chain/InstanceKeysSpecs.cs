using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Aws.Credentials.Chain;

public sealed class InstanceKeysSpecs : IDisposable
{
    private readonly HttpClient _client = KeyRequest.Client(new SocketsHttpHandler { UseProxy = false });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Where_it_is_allowed_the_first_role_of_the_instance_is_taken_in_three_requests()
    {
        await using InstanceMetadataDouble service = await InstanceMetadataDouble.StartAsync();

        KeyAnswer.Granted granted = Assert.IsType<KeyAnswer.Granted>(Fetch(service.Address + "/"));

        Assert.Equal("CANARYID", granted.Keys.AccessKeyId.Reveal());
        Assert.InRange(granted.Life!.Value, TimeSpan.FromHours(5.9), TimeSpan.FromHours(6));
        Assert.Equal(
            ["PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/", "GET /latest/meta-data/iam/security-credentials/edge"],
            service.Requests);
    }

    [Fact]
    public async Task Unless_allowed_or_where_the_environment_forbids_it_nothing_is_asked()
    {
        await using InstanceMetadataDouble service = await InstanceMetadataDouble.StartAsync();

        KeyAnswer byDefault = Fetch(service.Address, new CredentialOptions().AllowInstanceMetadata);
        KeyAnswer forbidden = Fetch(service.Address, allowed: true, disabled: "True");

        Assert.IsType<KeyAnswer.NotConfigured>(byDefault);
        Assert.IsType<KeyAnswer.NotConfigured>(forbidden);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData(EndpointReply.Fault, "answered 500")]
    [InlineData(EndpointReply.Junk, "answered 200 without a document of keys")]
    [InlineData(EndpointReply.Redirect, "answered 302")]
    internal async Task Each_fault_is_named(EndpointReply reply, string expected)
    {
        await using InstanceMetadataDouble service = await InstanceMetadataDouble.StartAsync();
        service.Reply = reply;

        KeyAnswer answer = Fetch(service.Address);

        Assert.Equal("the instance metadata service " + expected, Assert.IsType<KeyAnswer.Refused>(answer).Reason);
    }

    [Fact]
    public async Task An_instance_without_a_role_is_told_so_and_a_machine_that_is_none_too()
    {
        InstanceMetadataDouble service = await InstanceMetadataDouble.StartAsync();
        service.HasRole = false;

        KeyAnswer without = Fetch(service.Address);
        string address = service.Address;
        await service.DisposeAsync();
        KeyAnswer none = Fetch(address);

        Assert.Equal("the instance metadata service knows no role of this instance (404)", Assert.IsType<KeyAnswer.Refused>(without).Reason);
        Assert.Equal("nobody listens at the instance metadata service", Assert.IsType<KeyAnswer.Refused>(none).Reason);
    }

    [Theory]
    [InlineData("https://127.0.0.1")]
    [InlineData("nowhere")]
    public void An_endpoint_that_is_no_http_address_is_refused(string endpoint)
    {
        KeyAnswer answer = Fetch(endpoint);

        Assert.Equal("AWS_EC2_METADATA_SERVICE_ENDPOINT is no http address", Assert.IsType<KeyAnswer.Refused>(answer).Reason);
    }

    private KeyAnswer Fetch(string endpoint, bool allowed = true, string? disabled = null) => new InstanceKeys(
        _client,
        name => name == "AWS_EC2_METADATA_SERVICE_ENDPOINT" ? endpoint : name == "AWS_EC2_METADATA_DISABLED" ? disabled : null,
        allowed,
        TimeProvider.System).Fetch(default);
}
