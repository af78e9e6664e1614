using System.Text.Json;

namespace EdgeActors.Configuration.Rules;

/// <summary><c>true</c> or <c>false</c>, in any case.</summary>
internal sealed class SwitchRule : ValueRule<bool>
{
    /// <inheritdoc />
    public override string Allowed => "`true` or `false`";

    /// <inheritdoc />
    public override string Placeholder => "BOOL";

    /// <inheritdoc />
    public override bool IsBare => true;

    /// <inheritdoc />
    public override ValueFault? Fault(string text) =>
        bool.TryParse(text, out _) ? null : new ValueFault("is not true or false", "write \"true\" or \"false\"");

    /// <inheritdoc />
    public override bool Read(string text) => bool.Parse(text);

    /// <inheritdoc />
    public override string Show(bool value) => value ? "true" : "false";

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "boolean");
        json.WriteEndObject();
        SchemaText.Pattern(json, "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$");
        json.WriteEndArray();
    }
}
