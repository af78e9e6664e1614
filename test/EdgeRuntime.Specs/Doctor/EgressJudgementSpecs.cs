using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Doctor.Egress;

namespace EdgeActors.Specs.Doctor;

public sealed class EgressJudgementSpecs
{
    private static readonly BucketSettings Bucket = new("sagemaker-b", "eu-central-1", Endpoint: null, PathStyle: false, Proxy: null);
    private static readonly NeededHost Host = new("the bucket", new Uri("https://sagemaker-b.s3.eu-central-1.amazonaws.com"), null, WantsCertificate: false);

    [Theory]
    [InlineData("sagemaker-b", "eu-central-1", null, false, "https://sagemaker-b.s3.eu-central-1.amazonaws.com/")]
    [InlineData("sagemaker-b", "cn-north-1", null, false, "https://sagemaker-b.s3.cn-north-1.amazonaws.com.cn/")]
    [InlineData("sage.maker.b", "eu-central-1", null, false, "https://s3.eu-central-1.amazonaws.com/sage.maker.b")]
    [InlineData("sagemaker-b", "eu-central-1", "http://rgw.local:7480", true, "http://rgw.local:7480/sagemaker-b")]
    [InlineData("sagemaker-b", "eu-central-1", "http://rgw.local:7480", false, "http://sagemaker-b.rgw.local:7480/")]
    [InlineData("sagemaker-b", "eu-central-1", "http://127.0.0.1:9000", false, "http://127.0.0.1:9000/sagemaker-b")]
    public void Host_of_the_bucket_is_the_one_that_requests_go_to(string name, string region, string? endpoint, bool pathStyle, string expected) =>
        Assert.Equal(
            expected, NeededHosts.BucketAddress(new BucketSettings(name, region, endpoint is null ? null : new Uri(endpoint), pathStyle, null)).AbsoluteUri);

    [Fact]
    public void List_of_hosts_is_what_a_firewall_has_to_let_through()
    {
        CertificateSettings certificate = new("https://c.credentials.iot.eu-central-1.amazonaws.com/role-aliases/a/credentials", "c", "k", null, null);
        CaptureSettings settings = new() { Bucket = Bucket, Certificate = certificate };

        Assert.Equal(
            ["sagemaker-b.s3.eu-central-1.amazonaws.com:443", "c.credentials.iot.eu-central-1.amazonaws.com:443"],
            NeededHosts.Of(Agent(settings)).Select(host => host.Place));
        Assert.Empty(NeededHosts.Of(Agent(settings with { Bucket = null })));
        EgressCheck.Judge([]).Only(EgressCodes.None);
    }

    [Fact]
    public void A_fleet_has_hosts_of_its_own_and_needs_keys_too()
    {
        CertificateSettings certificate = new("https://c.credentials.iot.eu-central-1.amazonaws.com/role-aliases/a/credentials", "c", "k", null, null);
        CaptureSettings settings = new() { Certificate = certificate };
        FleetSettings service = new() { Address = FleetAddress.Of("https://edge.example:8443") };
        FleetSettings tree = new() { Address = FleetAddress.Of("s3://fleets/p"), Bucket = Bucket with { Name = "fleets" } };
        FleetSettings folder = new() { Address = FleetAddress.Of("/media/usb") };

        Assert.Equal(
            ["edge.example:8443", "c.credentials.iot.eu-central-1.amazonaws.com:443"], NeededHosts.Of(Agent(settings, service)).Select(host => host.Place));
        Assert.Equal(
            ["fleets.s3.eu-central-1.amazonaws.com:443", "c.credentials.iot.eu-central-1.amazonaws.com:443"],
            NeededHosts.Of(Agent(settings, tree)).Select(host => host.Place));
        Assert.Single(NeededHosts.Of(Agent(new CaptureSettings { Bucket = Bucket with { Name = "fleets" } }, tree)));
        Assert.Empty(NeededHosts.Of(Agent(settings, folder)));
    }

    [Fact]
    public void Buckets_of_packages_are_needed_where_models_are_deployed_and_nowhere_else()
    {
        CertificateSettings certificate = new("https://c.credentials.iot.eu-central-1.amazonaws.com/role-aliases/a/credentials", "c", "k", null, null);
        RunOptions off = Agent(new CaptureSettings { Certificate = certificate }, new FleetSettings { Address = FleetAddress.Of("/media/usb") }) with
        {
            Packages = new() { Way = Bucket with { Name = "models-eu" }, Buckets = ["models-eu", "models-us"] },
        };
        RunOptions on = off with { Deployment = new() { IsEnabled = true } };

        Assert.Empty(NeededHosts.Of(off));
        Assert.Equal(
            [
                "models-eu.s3.eu-central-1.amazonaws.com:443", "models-us.s3.eu-central-1.amazonaws.com:443",
                "c.credentials.iot.eu-central-1.amazonaws.com:443",
            ],
            NeededHosts.Of(on).Select(host => host.Place));
        Assert.Equal((false, true), (NeededHosts.NeedsKeys(off), NeededHosts.NeedsKeys(on)));
    }

    [Theory]
    [InlineData("NoName", "EGRESS-DNS")]
    [InlineData("Refused", "EGRESS-REFUSED")]
    [InlineData("Silent", "EGRESS-SILENT")]
    [InlineData("NoTls", "EGRESS-TLS")]
    [InlineData("Proxy", "EGRESS-PROXY")]
    [InlineData("Broken", "EGRESS-BROKEN")]
    [InlineData("Answered", "EGRESS-OK")]
    public void Each_way_to_fail_has_its_code(string outcome, string expected) =>
        Assert.Equal([expected], EgressCheck.Judge([new HostFacts(Host, Enum.Parse<HostOutcome>(outcome))]).Codes());

    [Fact]
    public void Answer_without_keys_is_an_answer_whatever_its_status() => EgressCheck
        .Judge([new HostFacts(Host, HostOutcome.Answered) { Status = 403, Took = TimeSpan.FromMilliseconds(40), Proxy = new Uri("http://proxy:3128") }])
        .Only(EgressCodes.Ok, "amazonaws.com:443 (the bucket) by the proxy proxy:3128: HTTP 403 without keys after 40 ms");

    [Fact]
    public void Host_that_wants_a_certificate_is_reached_when_it_hangs_up()
    {
        NeededHost iot = Host with { WantsCertificate = true };

        EgressCheck.Judge([new HostFacts(iot, HostOutcome.NoTls)]).Only(EgressCodes.Ok, "it wants a certificate");
        EgressCheck.Judge([new HostFacts(iot, HostOutcome.Broken)]).Only(EgressCodes.Ok);
        EgressCheck.Judge([new HostFacts(iot, HostOutcome.Silent)]).Only(EgressCodes.Silent);
        EgressCheck.Judge([new HostFacts(iot, HostOutcome.Refused)]).Only(EgressCodes.Refused);
    }

    [Fact]
    public void What_fails_before_the_proxy_is_the_proxys()
    {
        Assert.Equal(HostOutcome.Proxy, Outcome(HttpRequestError.ConnectionError, byProxy: true));
        Assert.Equal(HostOutcome.Proxy, Outcome(HttpRequestError.NameResolutionError, byProxy: true));
        Assert.Equal(HostOutcome.Proxy, Outcome(HttpRequestError.ProxyTunnelError, byProxy: true));
        Assert.Equal(HostOutcome.Refused, Outcome(HttpRequestError.ConnectionError, byProxy: false));
        Assert.Equal(HostOutcome.NoName, Outcome(HttpRequestError.NameResolutionError, byProxy: false));
        Assert.Equal(HostOutcome.NoTls, Outcome(HttpRequestError.SecureConnectionError, byProxy: true));
        Assert.Equal(HostOutcome.Broken, Outcome(HttpRequestError.InvalidResponse, byProxy: false));
    }

    private static HostOutcome Outcome(HttpRequestError error, bool byProxy) => HostProbe.OutcomeOf(new HttpRequestException(error), byProxy);

    private static RunOptions Agent(CaptureSettings capture, FleetSettings? fleet = null) => new()
    {
        Socket = "/run/s",
        MemoryBudget = RunOptions.LeastMemoryBudget,
        Capture = capture,
        Fleet = fleet ?? new FleetSettings(),
    };
}
