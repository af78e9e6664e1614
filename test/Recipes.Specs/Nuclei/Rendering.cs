using System.Text;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Nuclei;

/// <summary>What a nucleus gives to the shell.</summary>
/// <param name="Script">The script.</param>
/// <param name="Environment">What it adds to the environment.</param>
internal sealed record Rendered(string Script, IReadOnlyDictionary<string, string> Environment);

/// <summary>Replaces the variables of a step as each nucleus does.</summary>
internal static class Rendering
{
    /// <summary>Classic: values as they stand; what is not known stays as it was. Setenv goes into the process's environment.</summary>
    public static Rendered OnClassic(RecipeStep step, Func<RecipeVariable, string?> values) => new(
        Replace(step.Script, values),
        step.Setenv.ToDictionary(pair => pair.Key, pair => Replace(pair.Value!.ToString(), values)));

    /// <summary>
    /// Lite: Setenv becomes the script's first lines. It writes until it meets a variable that it does not know, and runs what it has
    /// written.
    /// </summary>
    public static Rendered OnLite(RecipeStep step, Func<RecipeVariable, string?> values)
    {
        StringBuilder script = new();
        bool isWhole = step.Setenv.All(pair => Export(script, pair.Key, pair.Value!.ToString(), values)) && Append(script, step.Script, values, EscapedInQuotes);
        return new Rendered(isWhole ? script.Append('\n').ToString() : script.ToString(), new Dictionary<string, string>());
    }

    private static string Replace(string text, Func<RecipeVariable, string?> values)
    {
        StringBuilder replaced = new();
        int from = 0;
        foreach (RecipeVariable variable in RecipeVariable.In(text))
        {
            string? value = variable.IsKnownOnClassic ? values(variable) : null;
            replaced.Append(text.AsSpan(from, variable.Start - from)).Append(value ?? text[variable.Start..variable.End]);
            from = variable.End;
        }

        return replaced.Append(text.AsSpan(from)).ToString();
    }

    private static bool Export(StringBuilder script, string name, string text, Func<RecipeVariable, string?> values)
    {
        script.Append("export ").Append(name).Append("=\"");
        bool isWhole = Append(script, text, values, EscapedInQuotes);
        script.Append(isWhole ? "\"\n" : "");
        return isWhole;
    }

    private static bool Append(StringBuilder script, string text, Func<RecipeVariable, string?> values, Func<string, string> escape)
    {
        int from = 0;
        foreach (RecipeVariable variable in RecipeVariable.In(text))
        {
            script.Append(text.AsSpan(from, variable.Start - from));
            if (!variable.IsKnownOnLite || values(variable) is not { } value)
            {
                return false;
            }

            script.Append(escape(value));
            from = variable.End;
        }

        script.Append(text.AsSpan(from));
        return true;
    }

    private static string EscapedInQuotes(string value) => string.Concat(value.Select(c => c is '"' or '\\' or '$' or '`' ? $"\\{c}" : c.ToString()));
}
