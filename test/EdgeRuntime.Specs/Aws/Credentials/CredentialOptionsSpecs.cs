using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Aws.Credentials.Iot;

namespace EdgeActors.Specs.Aws.Credentials;

public sealed class CredentialOptionsSpecs
{
    private static readonly CredentialOptions Iot = new()
    {
        IotEndpoint = "https://abc.credentials.iot.eu-central-1.amazonaws.com/role-aliases/SageMakerEdge-fleet/credentials",
        CertificateFile = "/device/cert.pem",
        PrivateKeyFile = "/device/key.pem",
    };

    [Fact]
    public void Defaults_are_pinned_and_valid()
    {
        CredentialOptions options = new();

        Assert.Equal(KeySourceChoice.Auto, options.Source);
        Assert.False(options.AllowInstanceMetadata);
        Assert.Equal(TimeSpan.FromSeconds(10), options.TimeBox);
        Assert.Equal(TimeSpan.FromMinutes(10), options.RefreshMargin);
        Assert.Equal(TimeSpan.FromMinutes(5), options.RecheckPeriod);
        Assert.Equal(TimeSpan.FromHours(12), options.LongestLife);
        Assert.Equal(TimeSpan.FromSeconds(1), options.FirstRetryDelay);
        Assert.Equal(TimeSpan.FromSeconds(30), options.LongestRetryDelay);
        Assert.Equal(TimeSpan.FromSeconds(10), options.LongestRetryDelayWithoutKeys);
        Assert.Empty(CredentialOptionsValidator.Faults(options));
    }

    [Fact]
    public void Every_time_out_of_its_range_is_named()
    {
        CredentialOptions low = Every(TimeSpan.Zero);
        CredentialOptions high = Every(TimeSpan.FromDays(3));

        string[] times = ["TimeBox", "RefreshMargin", "RecheckPeriod", "LongestLife", "FirstRetryDelay", "LongestRetryDelay"];
        Assert.Equal([.. times, "LongestRetryDelayWithoutKeys"], CredentialOptionsValidator.Faults(low).Select(fault => fault.Key));
        Assert.Equal(times, CredentialOptionsValidator.Faults(high).Select(fault => fault.Key));
    }

    [Fact]
    public void Without_keys_it_may_not_wait_longer_than_with_them()
    {
        CredentialOptions options = new() { LongestRetryDelay = TimeSpan.FromSeconds(5) };

        Assert.Equal(
            "LongestRetryDelayWithoutKeys \"00:00:10\" is out of its range; choose 00:00:01 to 00:00:05",
            Assert.Single(CredentialOptionsValidator.Faults(options)).ToString());
    }

    [Fact]
    public void Any_setting_of_the_iot_endpoint_chooses_it_and_then_all_are_needed()
    {
        CredentialOptions[] partial =
        [
            new() { IotEndpoint = Iot.IotEndpoint },
            new() { CertificateFile = "/c" },
            new() { PrivateKeyFile = "/k" },
            new() { Source = KeySourceChoice.IotEndpoint },
        ];

        Assert.Equal(
            ["CertificateFile PrivateKeyFile", "IotEndpoint PrivateKeyFile", "IotEndpoint CertificateFile", "IotEndpoint CertificateFile PrivateKeyFile"],
            partial.Select(options => string.Join(' ', CredentialOptionsValidator.Faults(options).Select(fault => fault.Key))));
        Assert.Empty(CredentialOptionsValidator.Faults(Iot));
    }

    [Fact]
    public void The_choice_decides_the_source_and_empty_texts_count_as_not_given()
    {
        CredentialOptions empty = new() { IotEndpoint = "", CertificateFile = "", PrivateKeyFile = "" };

        Assert.IsType<IotKeys>(Source(Iot));
        Assert.IsType<KeyChain>(Source(Iot with { Source = KeySourceChoice.Chain }));
        Assert.IsType<KeyChain>(Source(empty));
        Assert.Empty(CredentialOptionsValidator.Faults(empty));
    }

    [Theory]
    [InlineData("http://host/role-aliases/a/credentials")]
    [InlineData("https://host/role-aliases/a/credentials/")]
    [InlineData("https://host/role-aliases/a/credentials%0A")]
    [InlineData("https://host/role-aliases/a/credentials?x=1")]
    [InlineData("https://host/role-aliases/a/credentials#x")]
    [InlineData("https://host/role-aliases//credentials")]
    [InlineData("https://host/role-aliases/a/../credentials")]
    [InlineData("https://user@host/role-aliases/a/credentials")]
    [InlineData("host/role-aliases/a/credentials")]
    [InlineData("host")]
    public void What_is_no_address_of_a_role_alias_is_refused(string endpoint)
    {
        IReadOnlyList<EdgeActors.Configuration.ConfigurationFault> faults = CredentialOptionsValidator.Faults(Iot with { IotEndpoint = endpoint });

        Assert.Equal("IotEndpoint", Assert.Single(faults).Key);
    }

    [Theory]
    [InlineData("press 4")]
    [InlineData("press\n")]
    [InlineData("press\r\nX: y")]
    public void What_is_no_name_of_a_thing_is_refused(string thing)
    {
        Assert.Equal("ThingName", Assert.Single(CredentialOptionsValidator.Faults(Iot with { ThingName = thing })).Key);
    }

    [Fact]
    public void An_unknown_choice_is_refused()
    {
        Assert.Equal("Source", Assert.Single(CredentialOptionsValidator.Faults(new() { Source = (KeySourceChoice)9 })).Key);
    }

    private static IKeySource Source(CredentialOptions options) => KeySources.From(options, _ => null, TimeProvider.System, new LogLines());

    private static CredentialOptions Every(TimeSpan time) => new()
    {
        TimeBox = time,
        RefreshMargin = time,
        RecheckPeriod = time,
        LongestLife = time,
        FirstRetryDelay = time,
        LongestRetryDelay = time,
        LongestRetryDelayWithoutKeys = time,
    };
}
