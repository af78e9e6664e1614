using System.Text;

namespace EdgeActors.Specs.Logging;

/// <summary>docs/events.md, made from the sources.</summary>
internal static class EventsDocument
{
    private const string Head = """
        # Events

        Every message of the log has a number and a name that never change; [logging.md](logging.md) says how lines look. Made from the sources by
        `EventCatalogueSpecs`; `EDGEACTORS_RENEW_DOCS=1 dotnet test -c Release test/EdgeRuntime.Specs --filter EventCatalogueSpecs` writes it anew.

        Information tells of changes, warnings of what is worse than it should be while all goes on, errors of what somebody has to do something about.

        """;

    public static string Of(IEnumerable<KnownEvent> events)
    {
        StringBuilder text = new(Head);
        foreach (IGrouping<EventArea, KnownEvent> area in events.GroupBy(static known => EventArea.Of(known.Id)!))
        {
            text.Append("\n## ").Append(area.Key.Name).Append("\n\n| id | name | level | text | meaning and what to do |\n|---|---|---|---|---|\n");
            foreach (KnownEvent known in area)
            {
                string level = known.Level?.ToString() ?? "any";
                text.Append(string.Create(null, $"| {known.Id} | `{known.Name}` | {level} | {Cell(known.Template)} | {Cell(known.Advice ?? "–")} |\n"));
            }
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
