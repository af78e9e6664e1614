using System.Text;
using EdgeActors.Configuration;

namespace EdgeActors.Specs.Configuration;

public sealed class ConfigurationFileSpecs
{
    [Fact]
    public void Values_may_be_text_numbers_or_bools()
    {
        ConfigurationFile file = Parse(
            """
            { "UnixSocketName": "/tmp/a.sock", "SagemakerEdgeLogVerbose": "True", "DbEnable": false, "CaptureDataBatchSize": 10,
              "CaptureDataBufferSize": "30", "DeviceFleetName": "fleet", "CaptureDataDestination": "Disk" }
            """);

        Assert.Equal("/tmp/a.sock", file.UnixSocketName);
        Assert.True(file.LogVerbose);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Keys_of_the_old_agent_are_known()
    {
        ConfigurationFile file = Parse("""{ "sagemaker_edge_log_verbose": true, "sagemaker_edge_core_region": "us-east-1" }""");

        Assert.True(file.LogVerbose);
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

        Assert.Equal(names.Order(), Parameter.All.Select(parameter => parameter.Keys[0]).Where(key => !key.Contains('_')).Order());
    }

    [Fact]
    public void Empty_file_changes_nothing() => Assert.Equal(ConfigurationFile.None, Parse("{}") with { Warnings = ConfigurationFile.None.Warnings });

    [Fact]
    public void Null_counts_as_not_given() => Assert.Null(Parse("""{ "UnixSocketName": null, "DbEnable": null }""").UnixSocketName);

    [Fact]
    public void Byte_order_mark_is_passed_over() => Assert.True(Parse("\uFEFF{\"SagemakerEdgeLogVerbose\":true}").LogVerbose);

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
    public void Missing_file_is_a_fault_that_names_it()
    {
        ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read("/nowhere/agent.json", Reader()));

        Assert.Contains("/nowhere/agent.json", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_larger_than_the_limit_is_not_read()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgeactors-{Guid.NewGuid():N}.json");
        File.WriteAllBytes(path, new byte[ConfigurationFile.MaxBytes + 1]);
        try
        {
            ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(path, Reader()));

            Assert.Contains("has 1048577 bytes and may have 1048576", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ConfigurationFile Parse(string json) => ConfigurationFile.Parse(Encoding.UTF8.GetBytes(json), "test.json", Reader());

    private static ParameterReader Reader() => new(Environment.GetEnvironmentVariable);
}
