using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;

namespace EdgeActors.Specs.Aws.S3;

public sealed class S3SinkOptionsSpecs
{
    private static readonly S3SinkOptions Valid = new() { Bucket = "my-sagemaker.bucket1", Region = "eu-central-1" };

    [Fact]
    public void Defaults_are_pinned_and_valid()
    {
        Assert.Null(Valid.Endpoint);
        Assert.False(Valid.ForcePathStyle);
        Assert.Null(Valid.Proxy);
        Assert.Equal(S3RequestChecksum.Crc32, Valid.RequestChecksum);
        Assert.True(Valid.CompareETag);
        Assert.Equal(16 << 20, Valid.MultipartAbove);
        Assert.Equal(8 << 20, Valid.PartSize);
        Assert.Equal(TimeSpan.FromSeconds(10), Valid.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), Valid.ProgressTimeout);
        Assert.Equal(2048, Valid.SlowestRate);
        Assert.Equal(4, Valid.MaxConcurrentPuts);
        Assert.Equal(TimeSpan.FromMinutes(1), Valid.IdleConnections);
        Assert.Empty(S3SinkOptionsValidator.Faults(Valid));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("a..b")]
    [InlineData("-ab")]
    [InlineData("bucket\n")]
    [InlineData("a/b")]
    public void A_bucket_has_a_name_of_S3(string bucket)
    {
        Assert.Equal(["Bucket"], Keys(Valid with { Bucket = bucket }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("EU")]
    [InlineData("eu central")]
    [InlineData("eu-central-1\n")]
    public void A_region_is_a_plain_word(string region)
    {
        Assert.Equal(["Region"], Keys(Valid with { Region = region }));
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("https://user:pass@host")]
    [InlineData("https://host/path")]
    [InlineData("https://host/?query")]
    [InlineData("https://host/#fragment")]
    public void An_endpoint_is_scheme_host_and_port(string endpoint)
    {
        var fault = Assert.Single(S3SinkOptionsValidator.Faults(Valid with { Endpoint = new Uri(endpoint) }));

        Assert.Equal("Endpoint", fault.Key);
        Assert.DoesNotContain("pass@", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        S3SinkOptions low = Valid with
        {
            RequestChecksum = (S3RequestChecksum)9,
            MultipartAbove = 1,
            PartSize = 1,
            ConnectTimeout = TimeSpan.Zero,
            ProgressTimeout = TimeSpan.Zero,
            SlowestRate = 127,
            MaxConcurrentPuts = 0,
            IdleConnections = TimeSpan.Zero,
            Proxy = new S3Proxy("http://no", 0, "user"),
        };
        S3SinkOptions high = low with
        {
            MultipartAbove = long.MaxValue,
            PartSize = 513L << 20,
            ConnectTimeout = TimeSpan.FromHours(1),
            ProgressTimeout = TimeSpan.FromHours(1),
            SlowestRate = 2 << 20,
            MaxConcurrentPuts = 65,
            IdleConnections = TimeSpan.FromHours(2),
            Proxy = new S3Proxy("", 65536, null, new Secret("s")),
        };

        Assert.All([low, high], options => Assert.Equal(
            ["Proxy.Host", "Proxy.Port", "Proxy.User", "RequestChecksum", "MultipartAbove", "PartSize", "ConnectTimeout", "ProgressTimeout",
                "SlowestRate", "MaxConcurrentPuts", "IdleConnections"],
            Keys(options)));
    }

    [Fact]
    public void A_proxy_password_prints_as_stars()
    {
        S3SinkOptions options = Valid with { Proxy = new S3Proxy("proxy", 3128, "user", new Secret("canary")) };

        Assert.DoesNotContain("canary", options.ToString(), StringComparison.Ordinal);
        Assert.Contains(Secret.Hidden, options.ToString(), StringComparison.Ordinal);
    }

    private static string[] Keys(S3SinkOptions options) => [.. S3SinkOptionsValidator.Faults(options).Select(f => f.Key)];
}
