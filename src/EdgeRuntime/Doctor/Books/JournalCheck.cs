using System.Globalization;
using EdgeActors.Capture.Ledger;
using EdgeActors.Doctor.Paths;

namespace EdgeActors.Doctor.Books;

/// <summary>Whether journal and spool can be read and agree; the agent may be running.</summary>
internal sealed class JournalCheck : ICheck
{
    private const int MostNamed = 3;

    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    public Area Area => Area.Journal;

    public Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Task.FromResult(Judge(JournalFacts.At(context.Capture), context.Time.GetUtcNow()));

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(JournalFacts facts, DateTimeOffset now)
    {
        if (facts.Fault is { } fault)
        {
            return [JournalCodes.Damaged.Seen(fault)];
        }

        if (facts.View is not { } view)
        {
            return
            [
                facts.Owner is { } owner
                    ? JournalCodes.Unread.Seen($"the journal in {facts.Root} belongs to {Accounts.Show(owner)}")
                    : JournalCodes.Ok.Seen($"there is no journal in {facts.Root}"),
            ];
        }

        List<Finding> findings = [];
        if (facts.Lost.Count > 0)
        {
            findings.Add(JournalCodes.Lost.Seen(string.Join("; ", facts.Lost.Take(MostNamed)) + (facts.Lost.Count > MostNamed ? $"; and {facts.Lost.Count - MostNamed} more" : "")));
        }

        if (facts.SetAside > 0)
        {
            findings.Add(JournalCodes.SetAside.Seen($"{facts.SetAside} files were set aside in {facts.Root}"));
        }

        if (Oldest(view) is { } oldest && now - oldest > Long)
        {
            findings.Add(JournalCodes.Backlog.Seen(string.Create(
                CultureInfo.InvariantCulture, $"{view.Pending} captures wait, the oldest for {(now - oldest).TotalDays:0.0} days")));
        }

        return findings.Count > 0
            ? findings
            : [JournalCodes.Ok.Seen(string.Create(CultureInfo.InvariantCulture, $"accepted {view.Books.Accepted}, stored {view.Books.Stored}, pending {view.Pending}"))];
    }

    private static DateTimeOffset? Oldest(CaptureView view) =>
        view.Batches.Select(batch => batch.OldestAcceptedAt).Append(view.OldestWaiting).Min();
}
