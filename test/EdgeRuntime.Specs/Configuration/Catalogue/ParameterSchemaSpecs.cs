using System.Text.Json;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Rules;
using EdgeActors.Specs.Configuration.Capture;
using EdgeActors.Specs.Configuration.Samples;

namespace EdgeActors.Specs.Configuration.Catalogue;

public sealed class ParameterSchemaSpecs
{
    private static readonly JsonElement Schema = Written();

    public static TheoryData<string> Samples { get; } =
    [
        SampleConfigurations.Generated, SampleConfigurations.Documented, SampleConfigurations.Successor, SampleConfigurations.Of2022,
        SampleConfigurations.ComponentDefaults, SampleConfigurations.MergeUpdate, """{ "$schema": "x.json", "DbEnable": null }""",
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Samples_obey_the_schema(string json) => Assert.True(Accepts(json));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{ "CaptureDataBatchsize": 10 }""")]
    [InlineData("""{ "CaptureDataBatchSize": 0 }""")]
    [InlineData("""{ "CaptureDataBatchSize": 100001 }""")]
    [InlineData("""{ "CaptureDataBatchSize": 1.5 }""")]
    [InlineData("""{ "CaptureDataBatchSize": "ten" }""")]
    [InlineData("""{ "DbEnable": "yes" }""")]
    [InlineData("""{ "DbEnable": 1 }""")]
    [InlineData("""{ "CaptureDataDestination": "S3" }""")]
    [InlineData("""{ "edgeactors_spool_budget": "much" }""")]
    [InlineData("""{ "BucketName": ["b"] }""")]
    [InlineData("""{ "UnixSocketName": {} }""")]
    public void Faulty_ones_do_not(string json) => Assert.False(Accepts(json));

    [Fact]
    public void Every_good_sample_of_every_parameter_obeys_the_schema_by_every_name() => Assert.All(
        from parameter in ParameterCatalogue.All
        from name in parameter.Names
        from text in ParameterSamples.Valid(parameter)
        select (name, text),
        use => Assert.True(Accepts(JsonSerializer.Serialize(new Dictionary<string, string> { [use.name] = use.text }))));

    [Fact]
    public void Every_name_is_explained_to_editors() => Assert.All(
        ParameterCatalogue.Names(NameStyle.Key),
        name => Assert.NotEmpty(Schema.GetProperty("properties").GetProperty(name).GetProperty("description").GetString()!));

    [Fact]
    public void Name_of_the_schema_in_a_file_is_no_parameter() => Assert.Empty(Configured.Warnings("\"$schema\": \"edgeactors.schema.json\""));

    [Fact]
    public void Range_of_a_number_is_the_rules()
    {
        INumberRule rule = (INumberRule)CaptureParameter.EmbedLimit.Rule;
        JsonElement integer = Schema.GetProperty("properties").GetProperty("CaptureDataBase64EmbedLimit").GetProperty("anyOf")[0].GetProperty("anyOf")[0];

        Assert.Equal((rule.Least, rule.Most), (integer.GetProperty("minimum").GetInt32(), integer.GetProperty("maximum").GetInt32()));
    }

    private static bool Accepts(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return SchemaCheck.Accepts(Schema, document.RootElement);
    }

    private static JsonElement Written()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            ParameterSchema.Write(json);
            json.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(bytes.ToArray());
        return document.RootElement.Clone();
    }
}
