using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeActors.Specs.Configuration.Catalogue;

/// <summary>As much of a JSON schema's evaluation as ours uses; a keyword that it does not know fails the spec.</summary>
internal static class SchemaCheck
{
    public static bool Accepts(JsonElement schema, JsonElement value) => schema.EnumerateObject().All(keyword => keyword.Name switch
    {
        "$schema" or "title" or "description" => true,
        "type" => keyword.Value.ValueKind == JsonValueKind.Array
            ? keyword.Value.EnumerateArray().Any(type => Is(type.GetString()!, value))
            : Is(keyword.Value.GetString()!, value),
        "anyOf" => keyword.Value.EnumerateArray().Any(one => Accepts(one, value)),
        "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32(),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(),
        "properties" => value.EnumerateObject().All(member =>
            !keyword.Value.TryGetProperty(member.Name, out JsonElement property) || Accepts(property, member.Value)),
        "additionalProperties" => value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _)),
        _ => throw new NotSupportedException(keyword.Name),
    });

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException(type),
    };
}
