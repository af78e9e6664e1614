using System.Text;
using EdgeActors.Packaging.Contents;

namespace EdgeActors.Packaging.Documents;

/// <summary>The papers of third parties that have to travel with the program.</summary>
internal static class Notices
{
    private static readonly string Line = new('-', 80);

    /// <summary>Each part with its holder and terms, then every text once.</summary>
    public static string Write(IReadOnlyList<Component> parts, LicenceTexts texts)
    {
        StringBuilder notice = new("edgeactors contains parts of others. Each is under the terms named here; the texts follow.\n\n");
        foreach (Component part in parts)
        {
            notice.Append($"{part.Name} {part.Version}: {part.Licence.Expression ?? "own licence, below"}. {part.Copyright}\n");
        }

        foreach (string identifier in parts.Select(p => p.Licence.Expression).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            Section(notice, identifier, texts.Of(identifier));
        }

        foreach (IGrouping<string, Component> text in parts.SelectMany(p => p.Licence.Texts.Select(t => (p, t))).GroupBy(x => x.t, x => x.p))
        {
            Section(notice, string.Join(", ", text.Select(p => $"{p.Name} {p.Version}")), text.Key);
        }

        return notice.ToString();
    }

    private static void Section(StringBuilder notice, string title, string text) =>
        notice.Append($"\n{Line}\n{title}\n{Line}\n\n{text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim()}\n");
}
