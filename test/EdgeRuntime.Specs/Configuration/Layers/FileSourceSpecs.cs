using EdgeActors.Configuration;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Specs.Configuration.Capture;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Configuration.Layers;

public sealed class FileSourceSpecs
{
    [Fact]
    public void Values_may_be_text_numbers_or_bools()
    {
        ConfigurationReading file = Parse(
            """
            { "UnixSocketName": "/tmp/a.sock", "SagemakerEdgeLogVerbose": "True", "DbEnable": false, "CaptureDataBatchSize": 10,
              "CaptureDataBufferSize": "30", "DeviceFleetName": "fleet", "CaptureDataDestination": "Disk" }
            """);

        Assert.Equal(("/tmp/a.sock", LogLevel.Debug), (file.Options.Socket, file.Options.LogLevel));
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Keys_of_the_old_agent_are_known()
    {
        ConfigurationReading file = Parse("""{ "sagemaker_edge_log_verbose": true, "sagemaker_edge_core_region": "us-east-1" }""");

        Assert.Equal(LogLevel.Debug, file.Options.LogLevel);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void All_eighteen_parameters_of_the_component_are_known()
    {
        string[] names =
        [
            "DeviceFleetName", "BucketName", "CaptureDataBatchSize", "CaptureDataBufferSize", "CaptureDataDestination",
            "CaptureDataPeriodicUpload", "CaptureDataPeriodicUploadPeriodSeconds", "CaptureDataPushPeriodSeconds",
            "CaptureDataBase64EmbedLimit", "FolderPrefix", "CaptureDataDiskPath", "LocalDataRootPath", "DbEnable", "DeploymentEnable",
            "DeploymentPollInterval", "DLRBackendOptions", "SagemakerEdgeLogVerbose", "UnixSocketName",
        ];

        Assert.Equal(names.Order(), ParameterCatalogue.All.Select(parameter => parameter.ComponentName).OfType<string>().Order());
    }

    [Fact]
    public void Empty_file_changes_nothing() => Assert.Equal(Configured.Read([]).Options, Parse("{}").Options);

    [Fact]
    public void Null_counts_as_not_given() =>
        Assert.Equal(SocketPath.Default, Parse("""{ "UnixSocketName": null, "DbEnable": null, "DeviceFleetName": null }""").Options.Socket);

    [Fact]
    public void Byte_order_mark_is_passed_over() => Assert.Equal(LogLevel.Debug, Parse("\uFEFF{\"SagemakerEdgeLogVerbose\":true}").Options.LogLevel);

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => Parse(
            """
            { "DbEnable": "yes", "CaptureDataBatchSize": "ten", "UnixSocketName": "", "BucketName": ["b"], "DeploymentPollInterval": 1.5,
              "CaptureDataDestination": "Clowd", "CaptureDataBufferSize": 0 }
            """));

        Assert.Equal(
            [
                "DbEnable", "CaptureDataBatchSize", "UnixSocketName", "BucketName", "DeploymentPollInterval", "CaptureDataDestination",
                "CaptureDataBufferSize", "DeviceFleetName",
            ],
            wrong.Faults.Select(fault => fault.Key));
    }

    [Theory]
    [InlineData("""{ "DbEnable": "yes" }""", "DbEnable \"yes\" is not true or false; write \"true\" or \"false\"")]
    [InlineData("""{ "DbEnable": 1 }""", "DbEnable \"1\" is not true or false; write \"true\" or \"false\"")]
    [InlineData(
        """{ "CaptureDataBufferSize": "9x" }""",
        "CaptureDataBufferSize \"9x\" is not a whole number; write digits only, for example \"10\"")]
    [InlineData("""{ "BucketName": {} }""", "BucketName \"{}\" is not a single value; write a text, number or bool")]
    [InlineData("""{ "DbEnable": true, "DbEnable": true }""", "DbEnable is given twice; keep one of them")]
    [InlineData(
        """{ "FolderPrefix": "a", "sagemaker_edge_core_folder_prefix": "b" }""",
        "sagemaker_edge_core_folder_prefix is given also as FolderPrefix; keep one of them")]
    [InlineData("[]", "configuration file \"test.json\" is not a JSON object; write { \"UnixSocketName\": \"/tmp/agent.sock\" } or the like")]
    [InlineData(
        "{\n  \"a\": }",
        "configuration file \"test.json\" is not JSON: it goes wrong at line 2, byte 8; repair it there or leave -c out")]
    public void Fault_names_key_value_rule_and_fix(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => Parse(json)).Faults.Select(fault => fault.ToString()));

    [Fact]
    public void Control_characters_of_a_value_are_not_printed()
    {
        string message = Assert.Throws<ConfigurationException>(() => Parse("""{ "DbEnable": "\u001b[2J" }""")).Message;

        Assert.DoesNotContain('\u001b', message);
        Assert.Contains("\\u001b", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UnixSocketname", "Parameter UnixSocketname is not known and has no effect; did you mean UnixSocketName?")]
    [InlineData("Zzz", "Parameter Zzz is not known and has no effect")]
    [InlineData("Z\\u000aZ", "Parameter Z\\u000AZ is not known and has no effect")]
    public void Unknown_parameter_is_a_warning_with_the_nearest_name(string key, string expected) =>
        Assert.Equal(expected, Assert.Single(Parse($$"""{ "{{key}}": 1 }""").Warnings));

    [Fact]
    public void Half_a_character_is_a_fault() => Assert.Contains(
        "holds a text that is no Unicode", Assert.Throws<ConfigurationException>(() => Parse("""{ "FolderPrefix": "\ud800" }""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Missing_file_is_a_fault_that_names_it()
    {
        ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => Read("/nowhere/agent.json"));

        Assert.Contains(
            "\"/nowhere/agent.json\" cannot be read: there is no such file; check the path and its permissions", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_larger_than_the_limit_is_not_read()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgeactors-{Guid.NewGuid():N}.json");
        File.WriteAllBytes(path, new byte[FileSource.MaxBytes + 1]);
        try
        {
            ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => Read(path));

            Assert.Contains("has 1048577 bytes and may have 1048576", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ConfigurationReading Parse(string json) => Configured.Read(json).Checked();

    private static ConfigurationReading Read(string path) => Configured.Read([], new FileSource(path).Read()).Checked();
}
