using System.Text.RegularExpressions;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

/// <summary>Who reads logs by number can rely on the numbers.</summary>
public sealed partial class EventCatalogueSpecs
{
    private static string Root { get; } = FindRoot();

    private static string Document { get; } = Path.Combine(Root, "docs", "events.md");

    [Fact]
    public void All_parts_are_looked_at()
    {
        Assert.True(KnownEvent.All.Count > 50);
        Assert.Empty(new[] { "ModelLoaded", "SinkAway", "KeysCame", "Persistence", "Listening" }.Except(KnownEvent.All.Select(static known => known.Name)));
    }

    [Fact]
    public void Numbers_and_names_are_unique()
    {
        Assert.Empty(KnownEvent.All.GroupBy(static known => known.Id).Where(static same => same.Count() > 1).SelectMany(static same => same));
        Assert.Empty(KnownEvent.All.GroupBy(static known => known.Name).Where(static same => same.Count() > 1).SelectMany(static same => same));
    }

    [Fact]
    public void Every_message_has_a_number_a_name_and_a_sentence() => Assert.All(KnownEvent.All, known =>
    {
        Assert.InRange(known.Id, 1000, 9999);
        Assert.Matches(@"\A[A-Z][A-Za-z]{2,39}\z", known.Name);
        Assert.Matches(@"\A[A-Za-z{('][^\r\n]+\z", known.Template);
        Assert.DoesNotMatch(@"[.\s]\z", known.Template);
    });

    [Fact]
    public void Every_number_is_in_its_areas_range() =>
        Assert.DoesNotContain(KnownEvent.All, known => EventArea.Of(known.Id) is not { } area || !area.Takes(known.Namespace));

    [Fact]
    public void A_number_of_another_area_would_be_found() => Assert.False(EventArea.Of(2000)!.Takes("EdgeActors.Grpc.Transport"));

    [Fact]
    public void Every_warning_and_error_says_what_to_do()
    {
        Assert.DoesNotContain(KnownEvent.All, static known => known.WantsAdvice && known.Advice is null);
        Assert.All(KnownEvent.All.Where(static known => known.Advice is not null), static known => Assert.EndsWith(".", known.Advice, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_logged_past_the_catalogue()
    {
        string[] direct =
        [
            .. from project in new[] { "Actors", "EdgeRuntime" }
               from file in Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
               where !BuildFolder().IsMatch(file)
               from line in File.ReadLines(file)
               where DirectCall().IsMatch(line)
               select $"{file}: {line.Trim()}",
        ];

        Assert.Empty(direct);
    }

    [Fact]
    public void Page_lists_every_message()
    {
        string expected = EventsDocument.Of(KnownEvent.All);
        if (Environment.GetEnvironmentVariable("EDGEACTORS_RENEW_DOCS") == "1")
        {
            File.WriteAllText(Document, expected);
        }

        Assert.Equal(expected, File.ReadAllText(Document));
    }

    [Fact]
    public void Number_of_the_listening_event_reaches_the_log_as_it_is() =>
        Assert.Equal(ProcessLog.ListeningId, ForeignEvents.Numbered(new EventId(ProcessLog.ListeningId), "EdgeActors").Id);

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no EdgeActors.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }

    // Akka's and Microsoft's own ways to log a text that has no number.
    [GeneratedRegex(@"\b[lL]og(ger)?\.(Debug|Info|Warning|Error|Log(Trace|Debug|Information|Warning|Error|Critical))\(")]
    private static partial Regex DirectCall();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuildFolder();
}
