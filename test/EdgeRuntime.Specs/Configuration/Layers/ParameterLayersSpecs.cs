using EdgeActors.Configuration;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Specs.Configuration.Capture;

namespace EdgeActors.Specs.Configuration.Layers;

public sealed class ParameterLayersSpecs
{
    [Fact]
    public void Stronger_source_wins_and_the_weaker_ones_fault_is_not_told()
    {
        ConfigurationReading reading = Configured.Read(
            [("EDGEACTORS_CAPTURE_DATA_BUFFER_SIZE", "50")],
            Keys("greengrass", ("CaptureDataBufferSize", "many"), ("DeviceFleetName", "weak"), ("CaptureDataDestination", "Disk")),
            Keys("file", ("sagemaker_edge_core_device_fleet_name", "strong")));

        Assert.Empty(reading.Faults);
        Assert.Equal((50, "strong"), (reading.Options.Capture.Buffer.BufferSize, reading.Options.Capture.Fleet));
        Assert.Equal(
            ("50", "environment", "EDGEACTORS_CAPTURE_DATA_BUFFER_SIZE"), From(reading, CaptureParameter.BufferSize));
        Assert.Equal(("strong", "file", "sagemaker_edge_core_device_fleet_name"), From(reading, DeviceParameter.Fleet));
        Assert.Equal(("10", "default", null), From(reading, CaptureParameter.BatchSize));
    }

    [Fact]
    public void Every_fault_of_every_source_is_told_by_the_name_that_was_used()
    {
        ConfigurationReading reading = Configured.Read(
            [("EDGEACTORS_CAPTURE_DATA_PUSH_PERIOD_SECONDS", "0"), ("EDGEACTORS_DB_ENABLE", "on")],
            Keys("file", ("sagemaker_edge_core_capture_data_batch_size", "ten")),
            new SourceReading("flags", NameStyle.Flag, [new NamedValue("--max-queue", "-1")]));

        Assert.Equal(
            ["--max-queue", "EDGEACTORS_CAPTURE_DATA_PUSH_PERIOD_SECONDS", "EDGEACTORS_DB_ENABLE", "sagemaker_edge_core_capture_data_batch_size"],
            reading.Faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.Throws<ConfigurationException>(reading.Checked);
    }

    [Theory]
    [InlineData("EDGEACTORS_SPOOL_BUGET", "Environment variable EDGEACTORS_SPOOL_BUGET is not known and has no effect; did you mean EDGEACTORS_SPOOL_BUDGET?")]
    [InlineData("EDGEACTORS_X", "Environment variable EDGEACTORS_X is not known and has no effect")]
    public void Unknown_variable_is_warned_of_with_the_nearest_name(string name, string warning) =>
        Assert.Equal(warning, Assert.Single(Configured.Read("{}", (name, "1")).Checked().Warnings));

    [Theory]
    [InlineData("EDGEACTORS_SOCKET")]
    [InlineData("OTHER_SPOOL_BUDGET")]
    public void Variables_for_others_are_let_be(string name) => Assert.Empty(Configured.Read("{}", (name, "1")).Checked().Warnings);

    [Fact]
    public void Empty_variable_counts_as_not_given_but_for_the_prefix()
    {
        ConfigurationReading reading = Configured.Read(
            """{ "sagemaker_edge_core_capture_data_buffer_size": 40, "sagemaker_edge_core_folder_prefix": "p", "UnixSocketName": "/tmp/a.sock" }""",
            ("EDGEACTORS_CAPTURE_DATA_BUFFER_SIZE", ""),
            ("EDGEACTORS_FOLDER_PREFIX", ""),
            ("EDGEACTORS_UNIX_SOCKET_NAME", ""),
            ("EDGEACTORS_DB_ENABLE", "")).Checked();

        Assert.Equal((40, "", "/tmp/a.sock"), (reading.Options.Capture.Buffer.BufferSize, reading.Options.Capture.FolderPrefix, reading.Options.Socket));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void What_is_empty_under_one_name_is_given_under_the_other(string empty)
    {
        ConfigurationReading reading = Configured.Read(
            $$"""{ "BucketName": {{empty}}, "sagemaker_edge_provider_s3_bucket_name": "my-sagemaker" }""").Checked();

        Assert.False(reading.IsComponent);
        Assert.Equal(("my-sagemaker", "file test.json", "sagemaker_edge_provider_s3_bucket_name"), From(reading, CaptureParameter.Bucket));
    }

    [Fact]
    public void Unknown_name_is_warned_of_even_when_it_is_empty() =>
        Assert.Contains("Bucket_Name is not known", Assert.Single(Configured.Warnings("\"Bucket_Name\": \"\"")), StringComparison.Ordinal);

    [Fact]
    public void Variables_alone_do_not_make_a_component()
    {
        ConfigurationReading reading = Configured.Read("{}", ("EDGEACTORS_CAPTURE_DATA_BATCH_SIZE", "5")).Checked();

        Assert.False(reading.IsComponent);
        Assert.Equal(5, reading.Options.Capture.Buffer.BatchSize);
    }

    [Fact]
    public void Component_may_be_asked_for_and_then_has_its_own_defaults_and_rules()
    {
        ConfigurationReading missing = Configured.Read("{}", ("EDGEACTORS_COMPONENT", "true"));
        ConfigurationReading whole = Configured.Read(
            "{}",
            ("EDGEACTORS_COMPONENT", "TRUE"),
            ("EDGEACTORS_DEVICE_FLEET_NAME", "f"),
            ("EDGEACTORS_BUCKET_NAME", "sagemaker-b"),
            ("EDGEACTORS_LOCAL_DATA_ROOT_PATH", "/work"),
            ("AWS_REGION", "eu-west-1")).Checked();

        Assert.Equal(
            ["BucketName", "DeviceFleetName", "sagemaker_edge_core_region"], missing.Faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.True(whole.IsComponent);
        Assert.Equal((true, "/work/capture"), (whole.Options.Capture.Buffer.ToCloud, whole.Options.Capture.DiskPath));
    }

    [Fact]
    public void Component_may_be_declined_although_a_file_has_its_names() =>
        Assert.Equal("no_fleet", Configured.Read("""{ "edgeactors_component": false, "CaptureDataBatchSize": 5 }""").Checked().Options.Capture.Fleet);

    [Fact]
    public void Components_fleet_is_missing_when_it_is_empty() => Assert.StartsWith(
        "DeviceFleetName is missing", Configured.Fault("\"DeviceFleetName\": \"\", \"CaptureDataDestination\": \"Disk\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"sagemaker_edge_core_config_path\": \"/x\"", "sagemaker_edge_core_config_path has no effect: the file is the one that --config names")]
    public void What_means_nothing_here_is_accepted_and_says_so(string json, string warning) =>
        Assert.Equal(warning, Assert.Single(Configured.Warnings(json)));

    [Fact]
    public void What_means_nothing_here_says_nothing_when_it_is_the_default() => Assert.Empty(
        Configured.Warnings($"{Configured.Component}, \"DeploymentEnable\": \"False\", \"DeploymentPollInterval\": \"1440\", \"DLRBackendOptions\": \"\""));

    [Fact]
    public void Source_that_cannot_be_read_is_the_only_fault_about_what_is_missing()
    {
        ConfigurationReading reading = Configured.Read("{", ("EDGEACTORS_COMPONENT", "true"), ("EDGEACTORS_MAX_QUEUE", "x"));

        Assert.Equal(["configuration file", "EDGEACTORS_MAX_QUEUE"], reading.Faults.Select(fault => fault.Key));
    }

    private static SourceReading Keys(string source, params (string Name, string Text)[] values) =>
        new(source, NameStyle.Key, [.. values.Select(value => new NamedValue(value.Name, value.Text))]);

    private static (string? Value, string Source, string? Name) From(ConfigurationReading reading, Parameter parameter)
    {
        EffectiveValue value = reading.Values.Single(value => value.Parameter == parameter);
        return (value.Value, value.Source, value.Name);
    }
}
