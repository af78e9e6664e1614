using EdgeActors.Configuration.Capture;
using EdgeActors.Hosting.Capture;

namespace EdgeActors.Doctor.Folders;

/// <summary>A folder that the agent writes.</summary>
/// <param name="Role">What it is for, within a sentence.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Budget">Bytes that may be in it; null for no limit.</param>
internal sealed record AgentFolder(string Role, string Path, long? Budget)
{
    /// <summary>Whether what is in it has been promised to last.</summary>
    public bool IsDurable { get; init; }

    /// <summary>The folders that an agent with these settings writes.</summary>
    public static IReadOnlyList<AgentFolder> Of(CaptureSettings settings)
    {
        List<AgentFolder> folders = [];
        if (settings.Buffer.Durable)
        {
            folders.Add(new("journal", System.IO.Path.Combine(settings.DataRoot, CaptureJournal.FolderName), CaptureJournal.Budget) { IsDurable = true });
            folders.Add(new("damaged databases", System.IO.Path.Combine(settings.DataRoot, CaptureJournal.DamagedFolder), 0));
            folders.Add(new("spool", System.IO.Path.Combine(settings.DataRoot, CaptureStores.SpoolFolder), settings.SpoolBudget) { IsDurable = true });
        }

        if (settings.Destination == CaptureDestination.Disk)
        {
            folders.Add(new("stored captures", settings.DiskPath, settings.DiskBudget == 0 ? null : settings.DiskBudget)
            {
                IsDurable = settings.Buffer.Durable,
            });
        }

        return folders;
    }
}
