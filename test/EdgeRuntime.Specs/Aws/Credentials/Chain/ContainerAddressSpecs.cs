using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Chain;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Aws.Credentials.Chain;

public sealed class ContainerAddressSpecs
{
    private const string Full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    [Theory]
    [InlineData("http://127.0.0.1:80/x")]
    [InlineData("http://127.9.9.9/x")]
    [InlineData("http://localhost:4711/2016-11-01/credentialprovider/")]
    [InlineData("http://[::1]:1/x")]
    [InlineData("http://169.254.170.2/x")]
    [InlineData("http://169.254.170.23/v1/credentials")]
    [InlineData("http://[fd00:ec2::23]/v1/credentials")]
    [InlineData("https://keys.example.org/x")]
    public void This_machine_and_the_container_hosts_are_asked_by_http_and_all_others_by_https(string uri)
    {
        (ContainerAddress? address, KeyAnswer? fault) = From((Full, uri));

        Assert.Null(fault);
        Assert.Equal(new Uri(uri), address!.Uri);
        Assert.Null(address.Token);
    }

    [Theory]
    [InlineData("http://192.0.2.1/x")]
    [InlineData("http://localhost.example.org/x")]
    [InlineData("http://127.0.0.1.example.org/x")]
    [InlineData("http://169.254.170.3/x")]
    [InlineData("http://2130706433.example/x")]
    public void Another_host_is_refused_by_http(string uri)
    {
        (ContainerAddress? address, KeyAnswer? fault) = From((Full, uri), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "CANARY"));

        Assert.Null(address);
        Assert.Contains("https only", Assert.IsType<KeyAnswer.Refused>(fault).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("/relative")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:CANARY@127.0.0.1/x")]
    [InlineData("http://169.254.170.2@127.0.0.1/x")]
    public void What_is_no_http_address_is_refused(string uri)
    {
        (ContainerAddress? address, KeyAnswer? fault) = From((Full, uri));

        Assert.Null(address);
        Assert.Equal($"{Full} is no address of a credentials endpoint", Assert.IsType<KeyAnswer.Refused>(fault).Reason);
    }

    [Fact]
    public void A_relative_address_is_of_the_container_host_and_cannot_leave_it()
    {
        (ContainerAddress? address, _) = From(("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/id"), (Full, "http://127.0.0.1/x"));
        (ContainerAddress? escaped, KeyAnswer? fault) = From(("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@evil.example/x"));

        Assert.Equal(new Uri("http://169.254.170.2/v2/credentials/id"), address!.Uri);
        Assert.DoesNotContain("credentials/id", address.Name, StringComparison.Ordinal);
        Assert.Null(escaped);
        Assert.IsType<KeyAnswer.Refused>(fault);
    }

    [Fact]
    public void Without_an_address_it_is_not_configured()
    {
        (_, KeyAnswer? fault) = From((Full, ""));

        Assert.Equal(new KeyAnswer.NotConfigured(Full), fault);
    }

    [Theory]
    [InlineData("CANARY\nX-Injected: 1")]
    [InlineData("CANARY\r")]
    [InlineData("CANARY\u00e9")]
    [InlineData("CANARY\0")]
    public void A_token_that_cannot_be_a_header_is_refused_and_not_shown(string token)
    {
        (ContainerAddress? address, KeyAnswer? fault) = From((Full, "http://127.0.0.1/x"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", token));

        Assert.Null(address);
        Assert.DoesNotContain("CANARY", Assert.IsType<KeyAnswer.Refused>(fault).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_file_that_is_missing_is_named_by_its_variable()
    {
        (_, KeyAnswer? fault) = From((Full, "http://127.0.0.1/x"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nowhere/token"));

        Assert.Contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Assert.IsType<KeyAnswer.Refused>(fault).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_variables_hold_it_is_an_address_that_may_be_asked_or_a_fault() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261122, 1),
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<string?>(), (uri, token) =>
        {
            (ContainerAddress? address, KeyAnswer? fault) = From((Full, "http://" + uri), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", token));

            Assert.True(address is null != fault is null);
            Assert.True(address is null || address.Uri.IsLoopback || address.Uri.Host.StartsWith("169.254.170.2", StringComparison.Ordinal));
        }));

    private static (ContainerAddress? Address, KeyAnswer? Fault) From(params (string Name, string? Value)[] variables) =>
        ContainerAddress.From(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
