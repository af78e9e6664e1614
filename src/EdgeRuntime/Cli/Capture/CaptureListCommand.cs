using System.CommandLine;
using System.Globalization;
using EdgeActors.Capture.Ledger;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using Spectre.Console;

namespace EdgeActors.Cli.Capture;

/// <summary><c>edgeactors capture ls</c>: what is where, from the agent's own files.</summary>
internal static class CaptureListCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand list = new(
            "ls",
            "Lists the captures that are pending or spooled, with sizes and ages, and counts those that are stored, failed or evicted. Reads the "
            + "agent's files, running or not, and changes nothing.",
            "edgeactors capture ls --data-root /var/lib/edgeactors",
            "edgeactors capture ls -c config.json --json");
        AgentFiles.AddOptions(list);
        list.SetAction(Run);
        return list;
    }

    /// <summary>The captures that the sink does not have, in groups.</summary>
    /// <param name="view">Of the state.</param>
    /// <param name="now">For ages.</param>
    public static IReadOnlyList<CaptureGroup> Groups(CaptureView view, DateTimeOffset now)
    {
        List<CaptureGroup> groups = [];
        if (view.Waiting > 0)
        {
            groups.Add(new CaptureGroup("waiting", null, view.Waiting, view.WaitingBytes, now - view.OldestWaiting));
        }

        groups.AddRange(view.Batches.Select(batch => new CaptureGroup(
            batch.IsSuspect ? "refused" : batch.IsSealed ? "spooled" : "batched",
            batch.Number,
            batch.Captures,
            batch.Bytes,
            now - batch.OldestAcceptedAt)));

        // Of batches that were sealed before the last snapshot the journal keeps the count only.
        long counted = view.Pending - groups.Sum(group => group.Captures);
        if (counted > 0)
        {
            groups.Add(new CaptureGroup("spooled", null, counted, null, null));
        }

        return groups;
    }

    private static int Run(ParseResult command)
    {
        CaptureSettings settings = AgentFiles.Settings(command);
        CaptureView view = CaptureView.Of(AgentFiles.Read(settings).State);
        IReadOnlyList<CaptureGroup> groups = Groups(view, TimeProvider.System.GetUtcNow());
        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteNumber("pending", view.Pending);
                CaptureVerifyCommand.WriteBooks(json, view.Books);
                json.WriteStartArray("groups");
                foreach (CaptureGroup group in groups)
                {
                    group.WriteJson(json);
                }

                json.WriteEndArray();
            });
        }
        else
        {
            Show(output, view, groups);
        }

        return ExitCode.Ok;
    }

    private static void Show(CommandOutput output, CaptureView view, IReadOnlyList<CaptureGroup> groups)
    {
        CaptureBooks books = view.Books;
        output.Line($"Accepted {books.Accepted}: stored {books.Stored}, pending {view.Pending}, failed {CaptureVerifyCommand.Failed(books)}, evicted {books.Evicted}.");
        if (groups.Count == 0)
        {
            return;
        }

        Table table = ModelView.NewTable("STATE", "BATCH", "CAPTURES", "SIZE", "AGE OF THE OLDEST");
        foreach (CaptureGroup group in groups)
        {
            ModelView.AddRow(
                table,
                group.State,
                group.Batch?.ToString(CultureInfo.InvariantCulture) ?? "",
                group.Captures.ToString(CultureInfo.InvariantCulture),
                group.Bytes is { } bytes ? ByteSize.Show(bytes) : "?",
                group.Age is { } age ? ShownTime.Of(age) : "?");
        }

        output.Console.Write(table);
    }
}
