using System.CommandLine;
using System.Text.Json;
using EdgeActors.Capture.Ledger;
using EdgeActors.Cli.Capture.Books;
using EdgeActors.Configuration.Capture;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Capture;

/// <summary><c>edgeactors capture verify</c>: the books of captured data, from journal, spool and sink.</summary>
internal static class CaptureVerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand verify = new(
            "verify",
            "Checks that accepted = stored + pending + failed + evicted, that every stored capture is in the folder or bucket once, and that the "
            + "spool has what is pending. Reads the agent's files, running or not, and changes nothing. Exit code 1 when something is missing or double.",
            "edgeactors capture verify --data-root /var/lib/edgeactors",
            "edgeactors capture verify -c config.json --json");
        AgentFiles.AddOptions(verify);
        verify.SetAction((command, _) => RunAsync(command));
        return verify;
    }

    /// <summary>Writes the counters.</summary>
    public static void WriteBooks(Utf8JsonWriter json, CaptureBooks books)
    {
        json.WriteNumber("accepted", books.Accepted);
        json.WriteNumber("stored", books.Stored);
        json.WriteNumber("failed", books.Failed);
        json.WriteNumber("evicted", books.Evicted);
        json.WriteNumber("lost", books.Lost);
    }

    /// <summary>Of the failed, those that damage of files has cost are told apart.</summary>
    public static string Failed(CaptureBooks books) => books.Lost == 0 ? $"{books.Failed}" : $"{books.Failed} ({books.Lost} of them lost by damage)";

    private static async Task<int> RunAsync(ParseResult command)
    {
        // The journal first: what is stored after it was read is in the sink, and only noted.
        CaptureSettings settings = AgentFiles.Settings(command);
        AgentFiles files = AgentFiles.Read(settings);
        CaptureState state = files.State;
        SinkView sink = await Sinks.ReadAsync(settings);
        IReadOnlyList<Finding> findings =
            [.. files.Findings, .. BooksAudit.Compare(JournalFiles.ViewOf(state), sink, makesRoom: settings.DiskDropsOldest)];
        bool isGood = !findings.Any(finding => finding.IsFault);
        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json => WriteJson(json, state, findings, isGood));
        }
        else
        {
            CaptureBooks books = state.Books;
            output.Line($"Accepted {books.Accepted} = stored {books.Stored} + pending {state.Pending} + failed {Failed(books)} + evicted {books.Evicted}; {(isGood ? "the books balance." : $"BUT THERE ARE FAULTS: {findings.Count(finding => finding.IsFault)}.")}");
            foreach (Finding finding in findings)
            {
                output.Line($"{(finding.IsFault ? "fault" : "note ")} {finding.Kind}: {Printable.Of(finding.Subject)} {Printable.Of(finding.Detail, int.MaxValue)}");
            }
        }

        return isGood ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void WriteJson(Utf8JsonWriter json, CaptureState state, IReadOnlyList<Finding> findings, bool isGood)
    {
        json.WriteBoolean("balanced", isGood);
        json.WriteNumber("pending", state.Pending);
        WriteBooks(json, state.Books);
        json.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("kind", finding.Kind.ToString());
            json.WriteBoolean("fault", finding.IsFault);
            json.WriteString("subject", finding.Subject);
            json.WriteString("detail", finding.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
