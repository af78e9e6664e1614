using System.Text;

namespace EdgeActors.Grpc.Agent;

/// <summary>
/// The contract's rule for aliases, <c>^[a-zA-Z0-9](-*[a-zA-Z0-9])*$</c> and 1 to 256 characters. Checked by hand in one pass: the
/// expression itself is a gift to whoever wants to keep a backtracking matcher busy.
/// </summary>
internal static class ModelAlias
{
    /// <summary>Characters of the longest alias; the old agent's provider interface had room for no more.</summary>
    public const int Longest = 256;

    /// <summary>The rule for people.</summary>
    public const string Rule = "1 to 256 letters (a-z, A-Z), digits and dashes, beginning and ending with a letter or digit";

    private const string Fallback = "my-model";

    public static bool IsValid(string alias) =>
        alias.Length is > 0 and <= Longest
        && char.IsAsciiLetterOrDigit(alias[0])
        && char.IsAsciiLetterOrDigit(alias[^1])
        && alias.All(static c => c == '-' || char.IsAsciiLetterOrDigit(c));

    /// <summary>A valid alias that resembles <paramref name="alias"/>: <c>my_model.v1</c> gives <c>my-model-v1</c>.</summary>
    public static string Suggest(string alias)
    {
        StringBuilder suggestion = new();
        foreach (char c in alias.Take(Longest))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                suggestion.Append(c);
            }
            else if (suggestion.Length > 0 && suggestion[^1] != '-')
            {
                suggestion.Append('-');
            }
        }

        string trimmed = suggestion.ToString().TrimEnd('-');
        return trimmed.Length > 0 ? trimmed : Fallback;
    }
}
