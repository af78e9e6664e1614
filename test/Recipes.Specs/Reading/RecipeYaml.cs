using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;
using ScalarStyle = YamlDotNet.Core.ScalarStyle;

namespace EdgeActors.Specs.Reading;

/// <summary>A recipe in YAML as the JSON that the cloud makes of it: plain scalars keep their types, quoted ones are texts.</summary>
internal static class RecipeYaml
{
    public static JsonObject Parse(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return (JsonObject)Node(stream.Documents.Single().RootNode)!;
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Node(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode scalar => scalar.Style == ScalarStyle.Plain ? Plain(scalar.Value!) : JsonValue.Create(scalar.Value!),
        _ => throw new NotSupportedException($"{node.GetType().Name} has no form in JSON"),
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
