using System.Text;
using Amazon.Runtime;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Signing;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Rest;
using EdgeActors.Specs.Aws.Credentials;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Fleet.Rest;

public sealed class RestFleetSpecs : IAsyncLifetime
{
    private readonly VirtualClock _clock = new();
    private RestServiceDouble _service = null!;

    public async Task InitializeAsync() => _service = await RestServiceDouble.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_call_is_signed_over_all_that_it_is()
    {
        _service.Answer = RestServiceDouble.Says(200, """{"DeviceRegistration":"active","CacheTTL":"600"}""");
        using RestFleet fleet = Fleet(keys: () => new SessionAWSCredentials("AKIDEXAMPLE", "secret", "token"));

        FleetAnswer<Registration> answer = await fleet.RegisterAsync(default);

        Assert.Equal(FleetAnswer.Of(new Registration(true, TimeSpan.FromMinutes(10))), answer);
        RestServiceDouble.Request request = Assert.Single(_service.Requests);
        Assert.Equal("""{"DeviceName":"press-1","DeviceFleetName":"line_a"}""", Encoding.UTF8.GetString(request.Body));
        Assert.Equal("application/json", request.Headers["content-type"]);
        Assert.Equal("token", request.Headers["x-amz-security-token"]);
        SignatureVerifier verifier = new(new VerificationOptions { Service = "sagemaker", Region = "eu-central-1" }, _ => new Secret("secret"), _clock);
        Assert.Equal(
            new SignatureVerdict.Accepted("AKIDEXAMPLE"),
            verifier.Verify(new SignableRequest("POST", "/GetDeviceRegistration", "", [.. request.Headers], SignatureV4.PayloadHash(request.Body))));
        Assert.True(AuthorizationHeader.TryParse(request.Headers["authorization"], out AuthorizationHeader? header));
        Assert.Equal(
            ["amz-sdk-invocation-id", "content-type", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"], header.SignedHeaders);
    }

    [Fact]
    public async Task Calls_of_the_same_second_have_signatures_of_their_own()
    {
        using RestFleet fleet = Fleet();

        await fleet.SendAsync(RestSamples.Heartbeat(_clock.GetUtcNow()), default);
        await fleet.SendAsync(RestSamples.Heartbeat(_clock.GetUtcNow()), default);

        Assert.Equal(2, _service.Requests.Select(request => request.Headers["authorization"]).Distinct().Count());
    }

    [Fact]
    public async Task A_state_that_is_as_it_was_is_told_so()
    {
        _service.Answer = RestServiceDouble.Says(200, """{"Deployments":[{"DeploymentName":"a","Definitions":[]}]}""");
        using RestFleet fleet = Fleet();

        DesiredState first = (await fleet.PollAsync(null, default)).Value!;

        Assert.Equal("a", Assert.Single(first.Deployments).Name);
        Assert.Same(DesiredState.Unchanged, (await fleet.PollAsync(first.Tag, default)).Value);
        _service.Answer = RestServiceDouble.Says(
            200, """{"Deployments":[],"EdgeActors":{"Withheld":[{"Place":0,"Order":"ABORT","Deployment":{"DeploymentName":"a","Definitions":[]}}]}}""");
        Assert.Equal(DeploymentOrder.Abort, Assert.Single((await fleet.PollAsync(first.Tag, default)).Value!.Deployments).Order);
    }

    [Theory]
    [InlineData(400, "InternalServiceException", FleetFaultKind.Unreachable, "is in trouble (400 InternalServiceException): busy")]
    [InlineData(400, "InternalServiceException:http://internal/coral", FleetFaultKind.Unreachable, "(400 InternalServiceException)")]
    [InlineData(400, "ThrottlingException", FleetFaultKind.Unreachable, "asks to wait")]
    [InlineData(429, null, FleetFaultKind.Unreachable, "is out of order (429)")]
    [InlineData(503, "ServiceUnavailableException", FleetFaultKind.Unreachable, "asks to wait")]
    [InlineData(500, null, FleetFaultKind.Unreachable, "is out of order (500)")]
    [InlineData(403, "UnrecognizedClientException", FleetFaultKind.Denied, "does not know the access key")]
    [InlineData(403, "InvalidSignatureException", FleetFaultKind.Denied, "finds the signature wrong")]
    [InlineData(403, "AccessDeniedException", FleetFaultKind.Denied, "does not let these keys speak for this device")]
    [InlineData(403, null, FleetFaultKind.Denied, "refuses this device (403)")]
    [InlineData(400, "ValidationException", FleetFaultKind.Unusable, "does not take the request (400 ValidationException): busy")]
    [InlineData(413, null, FleetFaultKind.Unusable, "does not take the request (413)")]
    [InlineData(404, "UnknownOperationException", FleetFaultKind.Unusable, "does not speak the fleet's calls")]
    [InlineData(302, null, FleetFaultKind.Unusable, "points elsewhere")]
    [InlineData(204, null, FleetFaultKind.Unusable, "an answer that is none")]
    [InlineData(403, "x\u0000y<script>", FleetFaultKind.Denied, "refuses this device (403)")]
    public async Task Refusals_become_reasons(int status, string? error, FleetFaultKind kind, string words)
    {
        _service.Answer = call =>
        {
            call.Response.Headers.Location = "/elsewhere";
            return RestServiceDouble.Says(status, status == 204 ? "" : """{"Message":"busy"}""", error?.Replace("\0", "", StringComparison.Ordinal), _clock.GetUtcNow())(call);
        };
        using RestFleet fleet = Fleet();

        FleetFault fault = (await fleet.PollAsync(null, default)).Fault!;

        Assert.Equal(kind, fault.Kind);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(_service.Endpoint.GetLeftPart(UriPartial.Authority) + " ", fault.Message, StringComparison.Ordinal);
        Assert.Single(_service.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"Deployments":[{"DeploymentName":7}]}""")]
    [InlineData("""{"Deployments":[],"EdgeActors":{"Withheld":[{"Place":0,"Order":"RUN","Deployment":{}}]}}""")]
    public async Task An_answer_of_another_form_is_of_no_use(string body)
    {
        _service.Answer = RestServiceDouble.Says(200, body);
        using RestFleet fleet = Fleet();

        Assert.Equal(FleetFaultKind.Unusable, (await fleet.PollAsync(null, default)).Fault?.Kind);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        _service.Answer = RestServiceDouble.Says(200, new string(' ', 8 << 10) + "{}");
        using RestFleet fleet = Fleet(options => options with { MaxAnswerBytes = 4 << 10 });

        FleetFault fault = (await fleet.PollAsync(null, default)).Fault!;

        Assert.Equal(FleetFaultKind.Unusable, fault.Kind);
        Assert.Contains("more than may be read", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up()
    {
        TaskCompletionSource asked = new();
        _service.Answer = call =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, call.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using RestFleet fleet = Fleet();

        Task<FleetAnswer<DesiredState>> poll = fleet.PollAsync(null, default);
        await asked.Task;
        _clock.Advance(TimeSpan.FromSeconds(30));

        FleetFault fault = (await poll).Fault!;
        Assert.Equal(FleetFaultKind.Unreachable, fault.Kind);
        Assert.Contains("gave no answer within 30 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_may_give_up_too()
    {
        using CancellationTokenSource end = new();
        _service.Answer = async call =>
        {
            await end.CancelAsync();
            await Task.Delay(Timeout.Infinite, call.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using RestFleet fleet = Fleet();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fleet.PollAsync(null, end.Token));
    }

    [Fact]
    public async Task Nobody_there_and_no_keys_are_outages()
    {
        Uri gone = _service.Endpoint;
        await _service.DisposeAsync();
        using RestFleet nobody = Fleet(options => options with { Endpoint = gone });
        using RestFleet keyless = Fleet(keys: () => throw new InvalidOperationException("CANARY"));

        Assert.Equal($"{gone.GetLeftPart(UriPartial.Authority)} cannot be reached", (await nobody.PollAsync(null, default)).Fault!.Message);
        FleetFault fault = (await keyless.RegisterAsync(default)).Fault!;
        Assert.Equal(FleetFaultKind.Unreachable, fault.Kind);
        Assert.StartsWith("there are no AWS credentials now", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_lost_its_time_goes_by_that_of_the_service()
    {
        DateTimeOffset right = _clock.GetUtcNow().AddDays(40);
        _service.Answer = call => call.Request.Headers["x-amz-date"].ToString().StartsWith("20270101", StringComparison.Ordinal)
            ? RestServiceDouble.Says(200, "{}")(call)
            : RestServiceDouble.Says(403, """{"message":"CANARY"}""", "RequestTimeTooSkewed", right)(call);
        using RestFleet fleet = Fleet();

        Assert.NotNull((await fleet.PollAsync(null, default)).Value);
        Assert.NotNull((await fleet.PollAsync(null, default)).Value);

        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_not_put_down_to_a_clock_that_is_right()
    {
        _service.Answer = RestServiceDouble.Says(403, """{"message":"CANARY"}""", "InvalidSignatureException", _clock.GetUtcNow().AddSeconds(30));
        using RestFleet fleet = Fleet();

        FleetFault fault = (await fleet.PollAsync(null, default)).Fault!;

        Assert.Single(_service.Requests);
        Assert.DoesNotContain("CANARY", fault.Message, StringComparison.Ordinal);
    }

    private RestFleet Fleet(Func<RestFleetOptions, RestFleetOptions>? change = null, Func<AWSCredentials>? keys = null)
    {
        RestFleetOptions options = new() { Endpoint = _service.Endpoint, Region = "eu-central-1", Identity = new DeviceIdentity("line_a", "press-1") };
        return new RestFleet(
            change?.Invoke(options) ?? options,
            keys ?? (static () => new BasicAWSCredentials("AKIDEXAMPLE", "secret")),
            _clock,
            Guid.NewGuid,
            NullLogger<RestFleet>.Instance);
    }
}
