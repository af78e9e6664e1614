using System.Text.Json;

namespace EdgeActors.Configuration.Rules;

/// <summary>Parts of a JSON schema that several rules have. Every value may be a text, since that is how a deployment writes it.</summary>
internal static class SchemaText
{
    /// <summary>A text of that form, or an empty one, which counts as not given.</summary>
    public static void Pattern(Utf8JsonWriter json, string pattern)
    {
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteString("pattern", $"^$|{pattern}");
        json.WriteEndObject();
    }
}
