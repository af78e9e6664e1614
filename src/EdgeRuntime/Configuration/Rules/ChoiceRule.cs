using System.Text.Json;

namespace EdgeActors.Configuration.Rules;

/// <summary>One of a few words, in any case.</summary>
/// <param name="choices">The words and what they mean, in the order in which messages tell them.</param>
internal sealed class ChoiceRule<T>(params (string Word, T Value)[] choices) : ValueRule<T>, IChoiceRule
{
    /// <inheritdoc />
    public IReadOnlyList<string> Words { get; } = [.. choices.Select(choice => choice.Word)];

    /// <inheritdoc />
    public override string Allowed => Listed("`{0}`", "or");

    /// <inheritdoc />
    public override string Placeholder => "WORD";

    /// <inheritdoc />
    public override ValueFault? Fault(string text) => choices.Any(choice => Is(choice.Word, text))
        ? null
        : new ValueFault(
            choices.Length == 2 ? $"is neither {Words[0]} nor {Words[1]}" : $"is none of {Listed("{0}", "and")}", $"write {Listed("\"{0}\"", "or")}");

    /// <inheritdoc />
    public override T Read(string text) => choices.First(choice => Is(choice.Word, text)).Value;

    /// <inheritdoc />
    public override string Show(T value) => choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word;

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteStartArray("enum");
        foreach (string word in Words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        SchemaText.Pattern(json, "^(" + string.Join('|', Words.Select(AnyCase)) + ")$");
        json.WriteEndArray();
    }

    private string Listed(string form, string last)
    {
        string[] words = [.. Words.Select(word => string.Format(null, form, word))];
        return $"{string.Join(", ", words[..^1])} {last} {words[^1]}";
    }

    private static bool Is(string word, string text) => word.Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string AnyCase(string word) =>
        string.Concat(word.Select(c => char.IsAsciiLetter(c) ? $"[{char.ToUpperInvariant(c)}{char.ToLowerInvariant(c)}]" : c.ToString()));
}

/// <summary>The words of a <see cref="ChoiceRule{T}"/>.</summary>
internal interface IChoiceRule
{
    /// <summary>In the order in which messages tell them.</summary>
    IReadOnlyList<string> Words { get; }
}
