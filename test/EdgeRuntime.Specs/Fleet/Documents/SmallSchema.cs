using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeActors.Specs.Fleet.Documents;

/// <summary>As much of JSON Schema as <c>docs/fleet.schema.json</c> uses; a word that is not known here throws.</summary>
/// <param name="root">The whole schema.</param>
internal sealed class SmallSchema(JsonElement root)
{
    /// <summary>What is wrong with a value, and fields that the schema does not know; empty when all is well.</summary>
    public IEnumerable<string> Faults(JsonElement value, string definition) =>
        Check(value, root.GetProperty("$defs").GetProperty(definition), "$");

    private IEnumerable<string> Check(JsonElement value, JsonElement schema, string path) =>
        schema.EnumerateObject().SelectMany(word => Word(value, schema, word, path));

    private IEnumerable<string> Word(JsonElement value, JsonElement schema, JsonProperty word, string path) => word.Name switch
    {
        "$ref" => Faults(value, word.Value.GetString()!.Split('/')[^1]).Select(fault => path + fault[1..]),
        "type" => When(!IsOf(value, word.Value.GetString()!), path, $"is no {word.Value}"),
        "enum" => When(!word.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), path, "is none of the words"),
        "pattern" => When(value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, word.Value.GetString()!), path, "does not match"),
        "format" => When(!DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _), path, "is no time"),
        "minLength" => When(value.ValueKind == JsonValueKind.String && Length(value) < word.Value.GetInt32(), path, "is too short"),
        "maxLength" => When(value.ValueKind == JsonValueKind.String && Length(value) > word.Value.GetInt32(), path, "is too long"),
        "minimum" => When(value.ValueKind == JsonValueKind.Number && value.GetDouble() < word.Value.GetDouble(), path, "is too small"),
        "maximum" => When(value.ValueKind == JsonValueKind.Number && value.GetDouble() > word.Value.GetDouble(), path, "is too large"),
        "minItems" => When(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() < word.Value.GetInt32(), path, "has too few"),
        "maxItems" => When(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > word.Value.GetInt32(), path, "has too many"),
        "items" => value.ValueKind != JsonValueKind.Array ? []
            : value.EnumerateArray().SelectMany((item, index) => Check(item, word.Value, $"{path}[{index}]")),
        "required" => value.ValueKind != JsonValueKind.Object ? []
            : word.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name} is missing"),
        "properties" => value.ValueKind != JsonValueKind.Object ? []
            : value.EnumerateObject().SelectMany(field => word.Value.TryGetProperty(field.Name, out JsonElement known)
                ? Check(field.Value, known, $"{path}.{field.Name}")
                : [$"{path}.{field.Name} is not known"]),
        "oneOf" => When(word.Value.EnumerateArray().Count(one => !Check(value, one, path).Any()) != 1, path, "is none of the forms, or several"),
        _ => throw new NotSupportedException($"{word.Name} of {schema}"),
    };

    private static int Length(JsonElement value) => value.GetString()!.EnumerateRunes().Count();

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && Math.Truncate(value.GetDouble()) == value.GetDouble(),
        _ => throw new NotSupportedException(type),
    };

    private static string[] When(bool isFault, string path, string fault) => isFault ? [$"{path} {fault}"] : [];
}
