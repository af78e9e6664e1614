using System.CommandLine;
using System.Text.Json;
using EdgeActors.Capture.Ledger;
using EdgeActors.Cli.Capture.Books;
using EdgeActors.Configuration.Capture;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Capture;

/// <summary><c>edgeactors capture verify</c>: the books of captured data, from the journal and the folder they are stored in.</summary>
internal static class CaptureVerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand verify = new(
            "verify",
            "Checks that accepted = stored + pending + failed + evicted, and that every stored capture is in the folder once. Exit code 1 when "
            + "something is missing or double. Changes nothing.",
            "edgeactors capture verify --data-root /var/lib/edgeactors",
            "edgeactors capture verify -c config.json --json");
        AgentFiles.AddOptions(verify);
        verify.SetAction(Run);
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

    private static int Run(ParseResult command)
    {
        CaptureSettings settings = AgentFiles.Settings(command);
        if (settings.Bucket is not null)
        {
            throw new CommandFailure(
                CommandFailure.Failed,
                "captures of this configuration go to a bucket, and only folders can be verified; 'edgeactors capture ls' shows what is pending");
        }

        CaptureState state = AgentFiles.State(settings);
        SinkView sink = DiskListing.Read(Path.Combine(settings.DiskPath, settings.FolderPrefix, settings.Fleet), settings.Device);
        IReadOnlyList<Finding> findings = BooksAudit.Compare(JournalFiles.ViewOf(state), sink);
        bool isGood = !findings.Any(finding => finding.IsFault);
        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json => WriteJson(json, state, findings, isGood));
        }
        else
        {
            CaptureBooks books = state.Books;
            output.Line($"Accepted {books.Accepted} = stored {books.Stored} + pending {state.Pending} + failed {books.Failed} + evicted {books.Evicted}; {(isGood ? "the books balance." : "THE BOOKS DO NOT BALANCE.")}");
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
