using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Deployment;
using EdgeActors.Configuration.Layers;
using EdgeActors.Specs.Configuration.Capture;

namespace EdgeActors.Specs.Configuration.Catalogue;

/// <summary>The table of tests that the catalogue gives: each parameter by each name, in each form, good and bad.</summary>
public sealed class ParameterTableSpecs
{
    // What others need so that any good value of any one parameter is a good configuration.
    private static readonly SourceReading Company = Keys("company",
    [
        new("sagemaker_edge_core_device_fleet_name", "fleet"),
        new("sagemaker_edge_core_device_name", "device"),
        new("sagemaker_edge_core_capture_data_destination", "Disk"),
        new("sagemaker_edge_core_capture_data_buffer_size", "100000"),
        new("sagemaker_edge_core_capture_data_batch_size", "1"),
        new("sagemaker_edge_provider_s3_bucket_name", "sagemaker-bucket"),
        new("sagemaker_edge_core_region", "eu-central-1"),
        new("sagemaker_edge_db_module_path", "db.so"),
        new("sagemaker_edge_provider_aws_iot_cred_endpoint", "https://h/role-aliases/a/credentials"),
        new("sagemaker_edge_provider_aws_cert_file", "cert.pem"),
        new("sagemaker_edge_provider_aws_cert_pk_file", "key.pem"),
        new("sagemaker_edge_core_root_certs_path", "keys"),
        new("edgeactors_capture_memory", "16G"),
        new("edgeactors_capture_max_bytes", "1K"),
    ]);

    public static TheoryData<string> Parameters { get; } = [.. ParameterCatalogue.All.Select(parameter => parameter.Names[0])];

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Good_values_arrive_by_every_name_and_in_every_form(string name) => Assert.All(Uses(name, ParameterSamples.Valid), use =>
    {
        ConfigurationReading reading = Configured.Read([], Company, use.Source);

        // A fleet asks more of a device's name than the others here give.
        Assert.DoesNotContain(reading.Faults, static fault => fault.Rule != DeploymentRules.NeedsFleet);
        EffectiveValue value = reading.Values.Single(value => value.Parameter == use.Parameter);
        Assert.Equal((use.Parameter.Normal(use.Text), use.Source.Source, use.Name), (value.Value, value.Source, value.Name));
    });

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Bad_values_are_refused_by_the_name_that_was_used(string name) => Assert.All(Uses(name, ParameterSamples.Invalid), use =>
    {
        ConfigurationReading reading = Configured.Read([], Company, use.Source);

        ConfigurationFault fault = Assert.Single(reading.Faults);
        Assert.Equal(use.Name, fault.Key);
        Assert.True(fault.Value is null ? use.Parameter.IsSecret || fault.Rule.Contains("password", StringComparison.Ordinal) : fault.Value == use.Text);
        Assert.NotEmpty(fault.Fix);
        Assert.True(reading.Values.Single(value => value.Parameter == use.Parameter).IsFaulty);
    });

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Objects_and_lists_are_refused(string name) => Assert.All(["{}", "[]", "[1]"], json => Assert.Equal(
        "is not a single value", Assert.Single(Configured.Read([], Company, Keys("file", Parsed($$"""{ "{{name}}": {{json}} }"""))).Faults).Rule));

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Default_is_the_documented_one_and_obeys_the_rule(string name)
    {
        Parameter parameter = Find(name);
        ConfigurationReading agent = Configured.Read("{}").Checked();

        EffectiveValue value = agent.Values.Single(value => value.Parameter == parameter);
        Assert.Equal((EffectiveValue.ByDefault, null, false), (value.Source, value.Name, value.IsFaulty));
        foreach (string text in new[] { parameter.FixedDefault(component: false), parameter.FixedDefault(component: true) }.OfType<string>())
        {
            Assert.Null(parameter.Rule.Fault(text));
            Assert.Equal(text, parameter.Normal(text));
        }
    }

    [Theory]
    [InlineData("DeviceFleetName", null)]
    [InlineData("CaptureDataDestination", "Cloud")]
    [InlineData("CaptureDataBatchSize", "10")]
    [InlineData("CaptureDataBufferSize", "30")]
    [InlineData("CaptureDataPeriodicUpload", "false")]
    [InlineData("CaptureDataPeriodicUploadPeriodSeconds", "8")]
    [InlineData("CaptureDataPushPeriodSeconds", "4")]
    [InlineData("CaptureDataBase64EmbedLimit", "3072")]
    [InlineData("FolderPrefix", "sme-capture")]
    [InlineData("CaptureDataDiskPath", "/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager/capture")]
    [InlineData("LocalDataRootPath", "/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager")]
    [InlineData("DbEnable", "false")]
    [InlineData("DeploymentEnable", "false")]
    [InlineData("DeploymentPollInterval", "1440")]
    [InlineData("SagemakerEdgeLogVerbose", "false")]
    [InlineData("UnixSocketName", "/tmp/aws.greengrass.SageMakerEdgeManager.sock")]
    public void Components_defaults_are_those_of_its_page(string name, string? expected)
    {
        ConfigurationReading component = Configured.Read(
            "{}", ("EDGEACTORS_COMPONENT", "true"), ("EDGEACTORS_BUCKET_NAME", "sagemaker-b"), ("AWS_REGION", "eu-west-1"));

        Assert.Equal(["DeviceFleetName"], component.Faults.Select(fault => fault.Key));
        Assert.Equal(expected ?? "no_fleet", component.Values.Single(value => value.Parameter.Names[0] == name).Value);
    }

    private static Parameter Find(string name) => ParameterCatalogue.Find(NameStyle.Key, name)!;

    private static IEnumerable<Use> Uses(string name, Func<Parameter, string[]> samples)
    {
        Parameter parameter = Find(name);
        foreach (string text in samples(parameter))
        {
            foreach (string key in parameter.Names)
            {
                yield return new Use(parameter, key, text, Keys("file", Parsed($$"""{ "{{key}}": {{Quoted(text)}} }""")));
                if (IsJson(text))
                {
                    yield return new Use(parameter, key, text, Keys("file", Parsed($$"""{ "{{key}}": {{text}} }""")));
                }
            }

            // An environment cannot hold a zero, and empty says nothing there.
            if (!text.Contains('\0', StringComparison.Ordinal) && (text.Length > 0 || parameter.MayBeEmpty))
            {
                yield return new Use(
                    parameter, parameter.Variable, text, new EnvironmentSource(new Dictionary<string, string> { [parameter.Variable] = text }).Read());
            }

            if (parameter.Flag is { } flag)
            {
                yield return new Use(parameter, flag, text, new FlagSource([new NamedValue(flag, text)]).Read());
            }
        }
    }

    private static SourceReading Keys(string source, IReadOnlyList<NamedValue> values) => new(source, NameStyle.Key, values);

    private static IReadOnlyList<NamedValue> Parsed(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return NamedValue.Of(document.RootElement);
    }

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.Default.Encode(text)}\"";

    // Only what JSON can say without quotes: numbers and bools in its own spelling.
    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record Use(Parameter Parameter, string Name, string Text, SourceReading Source);
}
