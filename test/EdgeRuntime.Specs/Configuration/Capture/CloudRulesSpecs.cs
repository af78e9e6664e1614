using EdgeActors.Configuration.Capture;
using static EdgeActors.Specs.Configuration.Capture.Configured;

namespace EdgeActors.Specs.Configuration.Capture;

public sealed class CloudRulesSpecs
{
    private const string Certificate =
        """
        "sagemaker_edge_provider_aws_iot_cred_endpoint": "https://c.credentials.iot.eu-central-1.amazonaws.com/role-aliases/SageMakerEdge-f/credentials",
        "sagemaker_edge_provider_aws_cert_file": "/c/device.pem", "sagemaker_edge_provider_aws_cert_pk_file": "/c/device.key"
        """;

    private const string ToTheCloud = "\"DeviceFleetName\": \"f\", \"BucketName\": \"sagemaker-b\"";

    [Theory]
    [InlineData("\"Cloud\"", "Cloud")]
    [InlineData("\"disk\"", "Disk")]
    public void Destination_is_cloud_or_disk_in_any_case(string value, string expected) => Assert.Equal(
        expected,
        Settings($"\"DeviceFleetName\": \"f\", \"BucketName\": \"sagemaker-b\", \"CaptureDataDestination\": {value}", ("AWS_REGION", "eu-west-1")).Destination.ToString());

    [Fact]
    public void Destination_that_is_neither_is_refused() => Assert.Equal(
        "CaptureDataDestination \"S3\" is neither Disk nor Cloud; write \"Disk\" or \"Cloud\"",
        Fault("\"DeviceFleetName\": \"f\", \"CaptureDataDestination\": \"S3\""));

    [Theory]
    [InlineData("\"DeviceFleetName\": \"f\"", "CaptureDataDestination is Cloud")]
    [InlineData("\"DeviceFleetName\": \"f\", \"BucketName\": \"\"", "CaptureDataDestination is Cloud")]
    [InlineData("\"sagemaker_edge_core_capture_data_destination\": \"Cloud\"", "sagemaker_edge_core_capture_data_destination is Cloud")]
    [InlineData(Component + ", \"CaptureDataPeriodicUpload\": \"true\"", "CaptureDataPeriodicUpload is true")]
    public void Cloud_and_periodic_upload_need_bucket_and_region(string json, string why)
    {
        string[] faults = Faults(json);

        Assert.Collection(
            faults,
            bucket => Assert.Contains($"is missing, while {why}; give a bucket", bucket, StringComparison.Ordinal),
            region => Assert.Equal($"sagemaker_edge_core_region is missing, while {why}; give the bucket's region, or set AWS_REGION", region));
    }

    [Fact]
    public void Captures_that_stay_need_no_bucket() => Assert.Null(Settings(Component).Bucket);

    [Fact]
    public void Uploads_have_a_period()
    {
        const string uploads = Component + ", \"BucketName\": \"sagemaker-b\", \"sagemaker_edge_core_region\": \"eu-west-1\", \"CaptureDataPeriodicUpload\": ";

        Assert.Null(Settings(uploads + "\"false\"").UploadPeriod);
        Assert.Equal(TimeSpan.FromSeconds(8), Settings(uploads + "true").UploadPeriod);
        Assert.Equal(TimeSpan.FromSeconds(60), Settings(uploads + "true, \"CaptureDataPeriodicUploadPeriodSeconds\": \"60\"").UploadPeriod);
    }

    [Fact]
    public void Periodic_upload_has_no_effect_with_cloud()
    {
        const string both = Cloud + ", \"CaptureDataPeriodicUpload\": true";

        Assert.Null(Settings(both).UploadPeriod);
        Assert.Equal(
            "CaptureDataPeriodicUpload has no effect, since captures go to the cloud directly", Assert.Single(Warnings(both)));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Sagemaker-Bucket")]
    [InlineData("-sagemaker")]
    [InlineData("sagemaker..bucket")]
    [InlineData("sagemaker/..")]
    [InlineData("sagemaker\\n")]
    public void Bucket_has_s3s_form(string name) => Assert.Contains(
        "is no name of a bucket",
        Fault($"{Component}, \"BucketName\": \"{name}\""),
        StringComparison.Ordinal);

    [Fact]
    public void Bucket_without_sagemaker_is_warned_of() => Assert.StartsWith(
        "BucketName \"amzn-s3-demo-bucket\" does not contain \"sagemaker\"",
        Assert.Single(Warnings("\"DeviceFleetName\": \"f\", \"BucketName\": \"amzn-s3-demo-bucket\", \"sagemaker_edge_core_region\": \"us-east-1\"")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"sagemaker_edge_core_region\": \"a-1\"", "a-1")]
    [InlineData("\"sagemaker_edge_core_region\": \"\"", "b-1")]
    public void Region_is_configured_or_the_environments(string json, string expected) => Assert.Equal(
        expected, Settings($"\"DeviceFleetName\": \"f\", \"BucketName\": \"sagemaker-b\", {json}", ("AWS_REGION", "b-1"), ("AWS_DEFAULT_REGION", "c-1")).Bucket!.Region);

    [Fact]
    public void Own_server_needs_no_region()
    {
        BucketSettings bucket = Settings(
            """
            "DeviceFleetName": "f", "BucketName": "sagemaker-b", "edgeactors_s3_endpoint": "http://rgw.local:7480",
            "edgeactors_s3_path_style": "true", "edgeactors_proxy": "http://proxy:3128"
            """).Bucket!;

        Assert.Equal(("us-east-1", new Uri("http://rgw.local:7480"), true, new Uri("http://proxy:3128")), (bucket.Region, bucket.Endpoint, bucket.PathStyle, bucket.Proxy));
    }

    [Theory]
    [InlineData("edgeactors_s3_endpoint", "rgw.local:7480")]
    [InlineData("edgeactors_s3_endpoint", "http://rgw.local/bucket")]
    [InlineData("edgeactors_s3_endpoint", "ftp://rgw.local")]
    [InlineData("edgeactors_s3_endpoint", "http://rgw.local:0")]
    [InlineData("edgeactors_s3_endpoint", "proxy")]
    [InlineData("edgeactors_s3_endpoint", "socks5://proxy:1080")]
    public void Address_has_to_be_a_server(string key, string value) =>
        Assert.StartsWith($"{key} \"{value}\" is no address of a server", Fault($"{Component}, \"{key}\": \"{value}\""), StringComparison.Ordinal);

    [Fact]
    public void Region_has_to_be_one() =>
        Assert.StartsWith("sagemaker_edge_core_region \"EU Central\" is no region", Fault("\"sagemaker_edge_core_region\": \"EU Central\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("edgeactors_s3_endpoint")]
    [InlineData("edgeactors_proxy")]
    public void Password_in_an_address_is_refused_and_not_repeated(string key) => Assert.Equal(
        $"{key} holds a user or a password, which is not supported; write http://HOST:PORT or https://HOST:PORT",
        Fault($"{Component}, \"{key}\": \"http://me:hidden@proxy:3128\""));

    [Theory]
    [InlineData("AWS_REGION", "EU Central", ToTheCloud)]
    [InlineData("AWS_DEFAULT_REGION", "-eu", ToTheCloud)]
    [InlineData("AWS_IOT_THING_NAME", "a thing", Certificate)]
    public void Variable_of_the_environment_is_checked_as_well(string name, string value, string json) => Assert.StartsWith(
        $"the environment's {name} \"{value}\" is no ", Assert.Single(Faults(json, (name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("None")]
    [InlineData("Custom")]
    public void Other_providers_than_aws_take_nothing_to_the_cloud(string provider) => Assert.Contains(
        "cannot be used while CaptureDataDestination is Cloud",
        Fault($"{Cloud}, \"sagemaker_edge_provider_provider\": \"{provider}\""),
        StringComparison.Ordinal);

    [Fact]
    public void Provider_has_to_be_one()
    {
        Assert.Null(Settings("\"sagemaker_edge_provider_provider\": \"none\"").Bucket);
        Assert.StartsWith("sagemaker_edge_provider_provider \"GCP\" is none of Aws, None and Custom", Fault("\"sagemaker_edge_provider_provider\": \"GCP\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_is_taken_with_its_endpoint() => Assert.Equal(
        new CertificateSettings(
            "https://c.credentials.iot.eu-central-1.amazonaws.com/role-aliases/SageMakerEdge-f/credentials", "/c/device.pem", "/c/device.key", "/c/ca.pem", "thing"),
        Settings(Certificate + ", \"sagemaker_edge_provider_aws_ca_cert_file\": \"/c/ca.pem\"", ("AWS_IOT_THING_NAME", "thing")).Certificate);

    [Theory]
    [InlineData("http://h/role-aliases/a/credentials")]
    [InlineData("https://h/role-aliases/a/b/credentials")]
    [InlineData("https://h/a/credentials")]
    [InlineData("https://h/role-aliases/a b/credentials")]
    [InlineData("https://h/role-aliases/a/credentials?x")]
    [InlineData("https://u:p@h/role-aliases/a/credentials")]
    [InlineData("h")]
    public void Credentials_endpoint_has_its_form(string endpoint) => Assert.Contains(
        "is no credentials endpoint",
        Fault($"\"sagemaker_edge_provider_aws_iot_cred_endpoint\": \"{endpoint}\""),
        StringComparison.Ordinal);

    [Fact]
    public void Endpoint_without_certificate_and_key_is_refused() => Assert.Equal(
        ["sagemaker_edge_provider_aws_cert_file", "sagemaker_edge_provider_aws_cert_pk_file"],
        Faults("\"sagemaker_edge_provider_aws_iot_cred_endpoint\": \"https://h/role-aliases/a/credentials\"").Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)]));

    [Fact]
    public void Certificate_without_endpoint_has_no_effect() => Assert.StartsWith(
        "sagemaker_edge_provider_aws_cert_file has no effect without sagemaker_edge_provider_aws_iot_cred_endpoint",
        Assert.Single(Warnings("\"sagemaker_edge_provider_aws_cert_file\": \"/c/device.pem\"")),
        StringComparison.Ordinal);
}
