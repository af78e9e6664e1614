using System.Text.Json;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>The catalogue as a JSON schema. It says what each value has to be by itself; how values go together is left to the agent.</summary>
internal static class ParameterSchema
{
    /// <summary>By which a file names its schema; editors look for it, the agent passes over it.</summary>
    public const string Keyword = "$schema";

    /// <summary>Writes the members of the schema.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteString(Keyword, "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "Configuration of EdgeActors");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject(Keyword);
        json.WriteString("type", "string");
        json.WriteEndObject();
        foreach (Parameter parameter in ParameterCatalogue.All)
        {
            foreach (string name in parameter.Names)
            {
                json.WritePropertyName(name);
                WriteProperty(json, parameter);
            }
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", value: false);
    }

    private static void WriteProperty(Utf8JsonWriter json, Parameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("description", Description(parameter));
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        parameter.Rule.WriteSchema(json);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "null");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Description(Parameter parameter)
    {
        string besides = parameter.Besides is { } more ? $"; {more}" : "";
        string fallback = parameter.ShownDefault(component: false) is { } words ? $" Default: {words}." : "";
        string component = parameter.ShownDefault(component: true) is { } other && other != parameter.ShownDefault(component: false)
            ? $" The component's default: {other}."
            : "";
        string noEffect = parameter.NoEffect is { } reason ? $" No effect: {reason}." : "";
        return $"{parameter.Meaning}: {parameter.Rule.Allowed}{besides}.{fallback}{component}{noEffect}".Replace("`", "", StringComparison.Ordinal);
    }
}
