using EdgeActors.Aws.S3;
using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Hosting.Capture;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.Grpc.Agent.Capture;
using EdgeActors.Upload;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static EdgeActors.Specs.Configuration.Capture.Configured;

namespace EdgeActors.Specs.Hosting;

public sealed class CaptureCompositionSpecs
{
    private const string Bucket =
        "\"BucketName\": \"sagemaker-b\", \"sagemaker_edge_core_region\": \"eu-west-1\", \"edgeactors_proxy\": \"http://[::1]:65535\", " +
        "\"edgeactors_s3_endpoint\": \"http://rgw.local:7480\", \"sagemaker_edge_core_iot_thing_name\": \"t\", " +
        "\"sagemaker_edge_provider_aws_iot_cred_endpoint\": \"https://h/role-aliases/a/credentials\", " +
        "\"sagemaker_edge_provider_aws_cert_file\": \"c\", \"sagemaker_edge_provider_aws_cert_pk_file\": \"k\"";

    [Fact]
    public async Task Both_methods_are_served()
    {
        await using ServiceProvider services = Services(new CaptureSettings()).AddSingleton<ICaptureBuffer, FakeCaptureBuffer>(_ => new FakeCaptureBuffer())
            .BuildServiceProvider();

        Assert.Equal(
            ["/AWS.SageMaker.Edge.Agent/CaptureData", "/AWS.SageMaker.Edge.Agent/GetCaptureDataStatus"],
            services.CaptureMethods().Select(method => method.Path));
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_start()
    {
        CaptureSettings settings = new() { Requests = new CaptureRequestOptions { MaxItems = 0, MaxRank = 0 } };

        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => Services(settings)).Failures.Count());
    }

    // Whoever configures the agent is told by key, value, rule and fix; the options' own validators speak of names that are in no file.
    [Theory]
    [InlineData("\"edgeactors_spool_budget\": \"1M\", \"edgeactors_disk_budget\": 0")]
    [InlineData("\"edgeactors_spool_budget\": \"1024G\", \"edgeactors_disk_budget\": \"16M\"")]
    [InlineData("\"edgeactors_disk_budget\": \"1048576G\", \"DbEnable\": true")]
    [InlineData("\"CaptureDataPeriodicUpload\": true, \"CaptureDataPeriodicUploadPeriodSeconds\": 1, " + Bucket)]
    [InlineData("\"CaptureDataPeriodicUpload\": true, \"CaptureDataPeriodicUploadPeriodSeconds\": 86400, " + Bucket)]
    [InlineData("\"CaptureDataBufferSize\": 100000, \"CaptureDataBatchSize\": 100000, \"CaptureDataBase64EmbedLimit\": 1")]
    [InlineData("\"CaptureDataBufferSize\": 1, \"CaptureDataBatchSize\": 1, \"CaptureDataPushPeriodSeconds\": 86400")]
    [InlineData("\"edgeactors_capture_memory\": \"1M\", \"edgeactors_capture_max_bytes\": 1024, \"FolderPrefix\": \"\"")]
    [InlineData("\"edgeactors_capture_memory\": \"16G\", \"edgeactors_capture_max_bytes\": \"1G\", \"edgeactors_capture_remembered_ids\": 0")]
    public void Whatever_configuration_allows_suits_every_part(string json) =>
        Assert.NotEmpty(Services(Settings($"{Component}, {json}")));

    [Theory]
    [InlineData(1)]
    [InlineData(602_112)]
    [InlineData(1 << 30)]
    public void The_uploader_never_gives_up_a_put_before_the_sink_of_a_bucket_does(long bytes)
    {
        CaptureSettings settings = Settings($"\"DeviceFleetName\": \"fleet\", \"CaptureDataDestination\": \"Cloud\", {Bucket}");
        S3SinkOptions sink = BucketOptions.Of(settings.Bucket!);

        TimeSpan longest = CaptureComposition.Upload(settings).LongestPut(bytes);

        // A put first waits for its turn, as long as for progress.
        Assert.True(longest >= sink.ProgressTimeout + PutClock.LongestFor(bytes, sink), $"{longest}");
    }

    [Fact]
    public void A_folder_that_hangs_is_given_up_soon()
    {
        UploadOptions upload = CaptureComposition.Upload(Settings(Component));

        Assert.InRange(upload.LongestPut(1 << 20), upload.PutTimeout, upload.PutTimeout + TimeSpan.FromSeconds(1));
    }

    private static IServiceCollection Services(CaptureSettings settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new AgentOptions())
        .AddSingleton(_ => new TensorMemory(1024, 0))
        .AddSingleton<IModelCatalog>(new FakeCatalog())
        .AddSingleton<ISystemV, LinuxSystemV>()
        .AddSingleton(new SharedMemoryOptions())
        .AddSingleton<AttachedSegments>()
        .AddSingleton<SharedMemoryTensors>()
        .AddCapture(settings);
}
