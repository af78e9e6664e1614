using System.Text;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Conversion;
using EdgeActors.Configuration.Layers;
using EdgeActors.Specs.Configuration.Capture;
using EdgeActors.Specs.Configuration.Samples;

namespace EdgeActors.Specs.Configuration.Conversion;

public sealed class FormConversionSpecs
{
    private static readonly (string, string)[] Environment = [("AWS_REGION", "eu-west-1"), ("AWS_IOT_THING_NAME", "thing"), ("HOME", "/home/me")];

    [Fact]
    public void Components_configuration_means_the_same_in_the_agents_form()
    {
        const string json =
            """
            { "DeviceFleetName": "f", "BucketName": "sagemaker-b", "CaptureDataBatchSize": "5", "CaptureDataPeriodicUpload": "True", "DbEnable": "true",
              "edgeactors_spool_budget": "2G", "FolderPrefix": "", "LocalDataRootPath": "/d" }
            """;
        FormConversionResult converted = Convert(json, toComponent: false);

        Assert.Equal(
            """
            "sagemaker_edge_core_device_fleet_name": "f", "sagemaker_edge_provider_s3_bucket_name": "sagemaker-b", "sagemaker_edge_core_capture_data_batch_size": 5, "sagemaker_edge_core_capture_data_periodic_upload": true, "sagemaker_edge_db_module_path": "lib/libsagemaker_edge_db_handler_library.so", "edgeactors_spool_budget": "2G", "sagemaker_edge_core_folder_prefix": "", "sagemaker_edge_local_data_root_path": "/d", "sagemaker_edge_core_capture_data_destination": "Cloud"
            """,
            Json(converted));
        Assert.Equal(Meaning(json), Meaning($"{{ {Json(converted)} }}"));
    }

    [Fact]
    public void Agents_configuration_means_the_same_in_the_components_form()
    {
        FormConversionResult converted = Convert(
            """
            { "sagemaker_edge_core_device_fleet_name": "f", "sagemaker_edge_core_capture_data_buffer_size": 50, "sagemaker_edge_log_verbose": true,
              "sagemaker_edge_core_region": "eu-west-1", "sagemaker_edge_provider_provider_path": "p.so", "sagemaker_edge_core_device_name": "d" }
            """,
            toComponent: true);

        Assert.Equal(
            "\"DeviceFleetName\": \"f\", \"CaptureDataBufferSize\": \"50\", \"SagemakerEdgeLogVerbose\": \"true\", \"CaptureDataDestination\": \"Disk\"",
            Json(converted));
        Assert.Collection(
            converted.Remarks,
            region => Assert.Equal("sagemaker_edge_core_region is left out: the component has nothing like it; AWS_REGION says it there", region),
            provider => Assert.StartsWith("sagemaker_edge_provider_provider_path is left out", provider, StringComparison.Ordinal),
            device => Assert.EndsWith("AWS_IOT_THING_NAME says it there", device, StringComparison.Ordinal),
            root => Assert.StartsWith("LocalDataRootPath is not given, and its default in the component is another: $STATE_DIRECTORY, else /greengrass", root, StringComparison.Ordinal),
            destination => Assert.Equal("CaptureDataDestination is added: its default in the component is another", destination));
    }

    [Fact]
    public void Old_libraries_become_switches()
    {
        string json = Json(Convert(
            SampleConfigurations.Of2022.Replace("{", "{ \"edgeactors_fleet_url\": \"s3://fleets/f\",", StringComparison.Ordinal), toComponent: true));

        Assert.Contains("\"DbEnable\": \"true\"", json, StringComparison.Ordinal);
        Assert.Contains("\"DeploymentEnable\": \"true\"", json, StringComparison.Ordinal);
        Assert.Contains("\"DeploymentPollInterval\": \"1440\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_library_that_asks_for_nothing_becomes_no_switch()
    {
        FormConversionResult converted = Convert(SampleConfigurations.Of2022, toComponent: true);

        Assert.DoesNotContain("\"DeploymentEnable\"", Json(converted), StringComparison.Ordinal);
        Assert.Contains("sagemaker_edge_deployment_lib_path is left out: without edgeactors_fleet_url it has no effect", converted.Remarks);
    }

    [Fact]
    public void Switch_that_stands_beside_its_library_is_written_once() => Assert.Equal(
        "\"DbEnable\": \"false\", \"DeviceFleetName\": \"f\"",
        Json(Convert("""{ "DbEnable": false, "sagemaker_edge_db_module_path": "l.so", "DeviceFleetName": "f" }""", toComponent: true)));

    [Fact]
    public void Empty_value_beside_the_other_name_is_left_out() => Assert.Equal(
        "\"BucketName\": \"sagemaker-b\", \"DeviceFleetName\": \"f\"",
        Json(Convert("""{ "BucketName": "", "sagemaker_edge_provider_s3_bucket_name": "sagemaker-b", "DeviceFleetName": "f" }""", toComponent: true)));

    [Theory]
    [InlineData(SampleConfigurations.Generated, true)]
    [InlineData(SampleConfigurations.Documented, true)]
    [InlineData(SampleConfigurations.Of2022, true)]
    [InlineData(SampleConfigurations.MergeUpdate, false)]
    public void Configuration_without_faults_stays_without(string json, bool toComponent)
    {
        string converted = Json(Convert(json, toComponent));

        Assert.Empty(Configured.Read(json, Environment).Faults);
        Assert.Empty(Configured.Read($"{{ {converted} }}", Environment).Faults);
    }

    [Fact]
    public void Socket_has_no_key_in_the_agents_form() =>
        Assert.Contains("UnixSocketName is left out: the old agent has nothing like it; give it by the flag -a", Convert(SampleConfigurations.ComponentDefaults, toComponent: false).Remarks);

    [Fact]
    public void Fleet_that_the_component_requires_is_asked_for() =>
        Assert.Contains("DeviceFleetName is missing: the component requires it, so give the device's fleet", Convert("{}", toComponent: true).Remarks);

    [Fact]
    public void Form_that_it_has_already_stays_as_it_is()
    {
        FormConversionResult same = Convert(SampleConfigurations.MergeUpdate, toComponent: true);

        Assert.Equal(5, same.Values.Count);
        Assert.Empty(same.Remarks);
    }

    [Fact]
    public void Unknown_key_is_told_and_left_out()
    {
        FormConversionResult converted = Convert("""{ "DeviceFleetName": "f", "Nonsense": 1 }""", toComponent: true);

        Assert.Equal("\"DeviceFleetName\": \"f\"", Json(converted));
        Assert.Contains("Nonsense is not known", Assert.Single(converted.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Faulty_configuration_is_refused() =>
        Assert.Equal("DbEnable", Assert.Single(Assert.Throws<ConfigurationException>(() => Convert("""{ "DbEnable": "on" }""", toComponent: false)).Faults).Key);

    private static FormConversionResult Convert(string json, bool toComponent) =>
        new FormConversion(toComponent).Convert(FileSource.Parse(Encoding.UTF8.GetBytes(json), "c.json"));

    private static string Json(FormConversionResult converted) => string.Join(
        ", ", converted.Values.Select(value => value.IsBare ? $"\"{value.Name}\": {value.Text}" : $"\"{value.Name}\": \"{value.Text}\""));

    private static CaptureSettings Meaning(string json) => Configured.Read(json, Environment).Checked().Options.Capture;
}
