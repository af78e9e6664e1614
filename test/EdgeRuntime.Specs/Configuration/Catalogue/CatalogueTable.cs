using System.Text;
using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Specs.Configuration.Catalogue;

/// <summary>The tables of docs/configuration.md, made from the catalogue.</summary>
internal static class CatalogueTable
{
    public const string Begin = "<!-- The tables are made from the catalogue of parameters; CONTRIBUTING.md says how. -->";
    public const string End = "<!-- End of the tables. -->";

    /// <summary>The document with its tables as they should be.</summary>
    public static string Renewed(string document)
    {
        int begin = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = document.IndexOf(End, StringComparison.Ordinal);
        return document[..begin] + Tables() + document[end..];
    }

    private static string Tables()
    {
        StringBuilder text = new("\n");
        foreach (ParameterSection section in ParameterCatalogue.Sections)
        {
            text.Append($"\n### {section.Title}\n\n| name | variable | flag | default | what it is, and what is allowed | a change |\n|---|---|---|---|---|---|\n");
            foreach (Parameter parameter in section.Parameters)
            {
                text.Append(Row(parameter));
            }
        }

        return text.Append('\n').ToString();
    }

    private static string Row(Parameter parameter)
    {
        string names = string.Join("<br>", parameter.Names.Select(Code));
        string flag = parameter.Flag is null ? "–" : string.Join(", ", new[] { parameter.ShortFlag, parameter.Flag }.OfType<string>().Select(Code));
        return $"| {names} | {Code(parameter.Variable)} | {flag} | {Default(parameter)} | {Rule(parameter)} | {(parameter.IsLive ? "live" : parameter.NoEffect is null ? "restart" : "–")} |\n";
    }

    private static string Default(Parameter parameter)
    {
        string agent = Shown(parameter, component: false);
        string component = Shown(parameter, component: true);
        return agent == component ? agent : $"component: {component}; agent: {agent}";
    }

    private static string Shown(Parameter parameter, bool component) =>
        parameter.ShownDefault(component) is not { } words ? "–" : words == parameter.FixedDefault(component) ? Code(words) : words;

    private static string Rule(Parameter parameter)
    {
        string besides = parameter.Besides is { } more ? $"; {more}" : "";
        string noEffect = parameter.NoEffect is { } reason ? $". **No effect**: {reason}" : "";
        return $"{parameter.Meaning}: {parameter.Rule.Allowed}{besides}{noEffect}".Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Code(string text) => $"`{text}`";
}
