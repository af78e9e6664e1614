using EdgeActors.Capture.Ledger;
using EdgeActors.Cli;
using EdgeActors.Cli.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Doctor.Paths;
using EdgeActors.Hosting.Capture;
using EdgeActors.Storage.Files;

namespace EdgeActors.Doctor.Books;

/// <summary>What is known of journal and spool.</summary>
/// <param name="Root">The data root.</param>
internal sealed record JournalFacts(string Root)
{
    /// <summary>User that the journal belongs to; null when there is none.</summary>
    public uint? Owner { get; init; }

    /// <summary>What the journal says; null when it was not read.</summary>
    public CaptureView? View { get; init; }

    /// <summary>Why it could not be read; null when it could or was not tried.</summary>
    public string? Fault { get; init; }

    /// <summary>What is missing or damaged, for people.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];

    /// <summary>Files set aside earlier.</summary>
    public int SetAside { get; init; }

    /// <summary>Looks; reads the journal only when it is this user's, since its owner's files are not to be made by others.</summary>
    public static JournalFacts At(CaptureSettings settings)
    {
        string root = settings.DataRoot;
        JournalFacts facts = new(root);
        PathFacts? journal = PathFacts.At(Path.Combine(root, CaptureJournal.FolderName, CaptureJournal.JournalFile));
        if (!settings.Buffer.Durable || journal is null)
        {
            return facts;
        }

        facts = facts with { Owner = journal.Owner };
        if (journal.Owner != Accounts.Me)
        {
            return facts;
        }

        facts = facts with { SetAside = FilesIn(root, CaptureJournal.DamagedFolder) + FilesIn(root, CaptureStores.SpoolFolder, CaptureJournal.DamagedFolder) };
        try
        {
            AgentFiles files = AgentFiles.Read(settings);
            return facts with { View = CaptureView.Of(files.State), Lost = [.. files.Findings.Select(lost => $"{lost.Subject} {lost.Detail}")] };
        }
        catch (CommandFailure failure)
        {
            return facts with { Fault = failure.Message };
        }
    }

    // The check of folders writes a temporary file there at the same time.
    private static int FilesIn(params string[] parts)
    {
        string folder = Path.Combine(parts);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(static file => !DurableFile.IsTemporary(Path.GetFileName(file)))
            : 0;
    }
}
