using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using static EdgeActors.Specs.Configuration.Capture.Configured;

namespace EdgeActors.Specs.Configuration.Capture;

public sealed class CaptureRulesSpecs
{
    private const string Work = "/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager";

    [Fact]
    public void Components_defaults_are_the_documented_ones()
    {
        CaptureSettings settings = Settings(Cloud);

        Assert.Equal(new CaptureOptions { ToCloud = true }, settings.Buffer);
        Assert.Equal((10, 30, TimeSpan.FromSeconds(4)), (settings.Buffer.BatchSize, settings.Buffer.BufferSize, settings.Buffer.PushPeriod));
        Assert.Equal((3072, false), (settings.Buffer.EmbedLimit, settings.Buffer.Durable));
        Assert.Equal((CaptureDestination.Cloud, null), (settings.Destination, settings.UploadPeriod));
        Assert.Equal(("sme-capture", Work, Work + "/capture"), (settings.FolderPrefix, settings.DataRoot, settings.DiskPath));
        Assert.Equal(new BucketSettings("sagemaker-bucket", "eu-central-1", null, PathStyle: false, null), settings.Bucket);
        Assert.Null(settings.Certificate);
        Assert.Empty(Warnings(Cloud));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"UnixSocketName\": \"/tmp/a.sock\", \"SagemakerEdgeLogVerbose\": true")]
    [InlineData("\"sagemaker_edge_core_device_fleet_name\": \"\"")]
    public void Bare_agent_keeps_captures_in_the_users_folder(string json)
    {
        CaptureSettings settings = Settings(json, ("HOME", "/home/me"));

        Assert.Equal(new CaptureOptions(), settings.Buffer);
        Assert.Equal((CaptureDestination.Disk, null, "no_fleet"), (settings.Destination, settings.Bucket, settings.Fleet));
        Assert.Equal(
            ("/home/me/.local/state/edgeactors", "/home/me/.local/state/edgeactors/capture"), (settings.DataRoot, settings.DiskPath));
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("\"29\"", 29)]
    [InlineData("1", 1)]
    public void Batch_size_may_be_text_or_number(string value, int expected) =>
        Assert.Equal(expected, Settings($"{Component}, \"CaptureDataBatchSize\": {value}").Buffer.BatchSize);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 4)]
    [InlineData(19, 9)]
    [InlineData(20, 10)]
    [InlineData(100_000, 10)]
    public void Batch_size_that_is_not_given_follows_a_small_buffer(int buffer, int batch)
    {
        CaptureOptions options = Settings($"{Component}, \"CaptureDataBufferSize\": {buffer}").Buffer;

        Assert.Equal((buffer, batch), (options.BufferSize, options.BatchSize));
    }

    [Fact]
    public void Batch_larger_than_the_buffer_is_refused() => Assert.Equal(
        "CaptureDataBatchSize \"31\" is more than CaptureDataBufferSize, which is 30; give at most 15, or a larger CaptureDataBufferSize",
        Fault($"{Component}, \"CaptureDataBatchSize\": 31"));

    [Fact]
    public void Batch_as_large_as_the_buffer_is_warned_of() =>
        Assert.Contains("as large as the buffer", Assert.Single(Warnings($"{Component}, \"CaptureDataBatchSize\": 30")), StringComparison.Ordinal);

    [Theory]
    [InlineData("CaptureDataBatchSize", "0", 1, 100000)]
    [InlineData("CaptureDataBufferSize", "0", 1, 100000)]
    [InlineData("CaptureDataBufferSize", "100001", 1, 100000)]
    [InlineData("CaptureDataPushPeriodSeconds", "0", 1, 86400)]
    [InlineData("CaptureDataPushPeriodSeconds", "86401", 1, 86400)]
    [InlineData("CaptureDataPeriodicUploadPeriodSeconds", "0", 1, 86400)]
    [InlineData("CaptureDataPeriodicUploadPeriodSeconds", "86401", 1, 86400)]
    [InlineData("CaptureDataBase64EmbedLimit", "0", 1, 3072)]
    [InlineData("CaptureDataBase64EmbedLimit", "3073", 1, 3072)]
    [InlineData("edgeactors_capture_clock_skew_seconds", "-1", 0, 86400)]
    [InlineData("edgeactors_capture_clock_skew_seconds", "86401", 0, 86400)]
    [InlineData("edgeactors_capture_remembered_ids", "-1", 0, 10000)]
    [InlineData("edgeactors_capture_remembered_ids", "9223372036854775807", 0, 10000)]
    public void Number_out_of_range_is_refused(string key, string value, int least, int most) => Assert.Equal(
        $"{key} \"{value}\" is out of range; give a whole number from {least} to {most}", Fault($"{Component}, \"{key}\": {value}"));

    [Theory]
    [InlineData("CaptureDataPeriodicUpload")]
    [InlineData("DbEnable")]
    [InlineData("edgeactors_keep_uploaded")]
    [InlineData("edgeactors_capture_unknown_id_ok")]
    [InlineData("edgeactors_s3_path_style")]
    public void Bool_that_is_none_is_refused(string key) => Assert.Equal(
        $"{key} \"on\" is not true or false; write \"true\" or \"false\"", Fault($"{Component}, \"{key}\": \"on\""));

    [Fact]
    public void Every_number_and_bool_arrives()
    {
        CaptureSettings settings = Settings(
            Component + """
            , "CaptureDataPushPeriodSeconds": "86400", "CaptureDataBase64EmbedLimit": 1, "edgeactors_capture_clock_skew_seconds": 0,
            "edgeactors_capture_remembered_ids": "0", "edgeactors_capture_unknown_id_ok": "true", "edgeactors_keep_uploaded": true,
            "DbEnable": "true", "edgeactors_spool_policy": "Drop-Oldest", "edgeactors_disk_policy": "drop-oldest"
            """);

        Assert.Equal(
            new CaptureOptions
            {
                PushPeriod = TimeSpan.FromDays(1),
                EmbedLimit = 1,
                ClockSkew = TimeSpan.Zero,
                RememberedIds = 0,
                Durable = true,
                SpoolPolicy = SpoolPolicy.DropOldest,
            },
            settings.Buffer);
        Assert.Equal((true, true, true), (settings.Requests.UnknownIdIsOk, settings.KeepUploaded, settings.DiskDropsOldest));
    }

    [Theory]
    [InlineData("edgeactors_capture_memory", "\"2G\"", 2L << 30)]
    [InlineData("edgeactors_capture_max_bytes", "1024", 1024)]
    [InlineData("edgeactors_spool_budget", "\"1048576\"", 1 << 20)]
    [InlineData("edgeactors_spool_budget", "\"1024G\"", 1L << 40)]
    [InlineData("edgeactors_disk_budget", "\"20G\"", 20L << 30)]
    [InlineData("edgeactors_disk_budget", "\"16M\"", 16L << 20)]
    [InlineData("edgeactors_disk_budget", "\"1048576G\"", 1L << 50)]
    [InlineData("edgeactors_disk_budget", "0", 0)]
    public void Sizes_may_be_bytes_or_have_a_unit(string key, string value, long expected)
    {
        CaptureSettings settings = Settings($"{Component}, \"{key}\": {value}");

        Assert.Contains(
            expected, (long[])[settings.Requests.MemoryBytes, settings.Requests.MaxCaptureBytes, settings.SpoolBudget, settings.DiskBudget]);
    }

    [Theory]
    [InlineData("edgeactors_capture_memory", "1023K", "1 MiB to 16 GiB")]
    [InlineData("edgeactors_capture_max_bytes", "2G", "1 KiB to 1 GiB")]
    [InlineData("edgeactors_spool_budget", "0", "1 MiB to 1 TiB")]
    [InlineData("edgeactors_spool_budget", "1025G", "1 MiB to 1 TiB")]
    public void Size_out_of_range_is_refused(string key, string value, string range) => Assert.Equal(
        $"{key} \"{value}\" is no size in range; give bytes from {range} as a whole number, K, M and G allowed",
        Fault($"{Component}, \"{key}\": \"{value}\""));

    [Theory]
    [InlineData("much")]
    [InlineData("15M")]
    [InlineData("1048577G")]
    public void Disk_budget_out_of_range_is_refused(string value) => Assert.Equal(
        $"edgeactors_disk_budget \"{value}\" is no size in range; give bytes from 16 MiB to 1 PiB as a whole number, K, M and G allowed, or 0 for no limit",
        Fault($"{Component}, \"edgeactors_disk_budget\": \"{value}\""));

    [Fact]
    public void Defaults_of_the_budgets_are_pinned()
    {
        CaptureSettings settings = Settings(Component);

        Assert.Equal((1L << 30, 8L << 30, false, false), (settings.SpoolBudget, settings.DiskBudget, settings.DiskDropsOldest, settings.KeepUploaded));
        Assert.Equal((64L << 20, 32L << 20), (settings.Requests.MemoryBytes, settings.Requests.MaxCaptureBytes));
        Assert.Equal(1L << 20, Settings($"{Component}, \"edgeactors_capture_memory\": \"1M\"").Requests.MaxCaptureBytes);
    }

    [Fact]
    public void Capture_larger_than_all_memory_for_captures_is_refused() => Assert.Equal(
        "edgeactors_capture_max_bytes \"3M\" is more than edgeactors_capture_memory, which is 2 MiB; give less, or more memory",
        Fault($"{Component}, \"edgeactors_capture_memory\": \"2M\", \"edgeactors_capture_max_bytes\": \"3M\""));

    [Theory]
    [InlineData("edgeactors_spool_policy")]
    [InlineData("edgeactors_disk_policy")]
    public void Policy_that_is_none_is_refused(string key) => Assert.Equal(
        $"{key} \"drop\" is neither reject nor drop-oldest; write \"reject\" or \"drop-oldest\"", Fault($"{Component}, \"{key}\": \"drop\""));

    [Theory]
    [InlineData("\"sagemaker_edge_db_module_path\": \"/lib/db.so\"", true)]
    [InlineData("\"sagemaker_edge_db_module_path\": \"\"", false)]
    [InlineData("\"sagemaker_edge_db_module_path\": \"/lib/db.so\", \"DbEnable\": \"false\"", false)]
    public void Naming_the_old_database_library_enables_the_database(string json, bool durable) =>
        Assert.Equal(durable, Settings($"{Component}, {json}").Buffer.Durable);

    [Theory]
    [InlineData("\"1.0\"", "1.0")]
    [InlineData("\"\"", "no_version")]
    public void Word_for_no_version_can_be_chosen(string value, string expected) =>
        Assert.Equal(expected, Settings($"{Component}, \"edgeactors_capture_no_version\": {value}").Requests.NoVersion);

    [Fact]
    public void Word_for_no_version_has_to_be_printable() => Assert.StartsWith(
        "edgeactors_capture_no_version \"a\\u000ab\" is too long or not printable", Fault($"{Component}, \"edgeactors_capture_no_version\": \"a\\nb\""), StringComparison.Ordinal);
}
