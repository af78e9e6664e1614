using System.Text.Json;

namespace EdgeActors.Configuration.Rules;

/// <summary>A text that some check accepts.</summary>
/// <param name="placeholder">What stands for the value in help.</param>
/// <param name="allowed">What is allowed, for a table.</param>
/// <param name="fault">What is wrong with a text; null when nothing is.</param>
/// <param name="longest">Characters that it may have at most, as far as an editor can know.</param>
internal sealed class TextRule(string placeholder, string allowed, Func<string, ValueFault?> fault, int longest = TextRule.LongestPath) : ValueRule<string>
{
    /// <summary>Characters of the longest path, which is the old agent's limit for texts of all kinds.</summary>
    public const int LongestPath = 1023;

    /// <summary>Characters that a text may have at most.</summary>
    public int Longest => longest;

    /// <inheritdoc />
    public override string Allowed => allowed;

    /// <inheritdoc />
    public override string Placeholder => placeholder;

    /// <inheritdoc />
    public override ValueFault? Fault(string text) => fault(text);

    /// <inheritdoc />
    public override string Read(string text) => text;

    /// <inheritdoc />
    public override string Show(string value) => value;

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        // Names may be all digits, and then people forget the quotes.
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("number");
        json.WriteEndArray();
        json.WriteNumber("maxLength", longest);
    }
}
