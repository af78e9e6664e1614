using System.Text.Json;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>Reads what is stored in a folder. Nothing is changed.</summary>
internal static class DiskListing
{
    // Temporary names begin with a dot; what a link leads to was not put there by the agent.
    private static readonly EnumerationOptions Own = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
    };

    /// <summary>The records of one device below a folder; empty when there is no such folder.</summary>
    /// <param name="folder">The fleet's folder: disk path, prefix and fleet.</param>
    /// <param name="device">Whose records count.</param>
    public static SinkView Read(string folder, string device)
    {
        if (!Directory.Exists(folder))
        {
            return SinkView.Empty;
        }

        List<(string CaptureId, string Place)> captures = [];
        List<(string Payload, string Place)> missing = [];
        List<(string Place, string Reason)> unreadable = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.jsonl", Own).Order(StringComparer.Ordinal))
        {
            string place = Path.GetRelativePath(folder, path);
            try
            {
                foreach (ManifestRecord record in ManifestReader.Read(File.ReadAllBytes(path)).Where(record => record.DeviceId == device))
                {
                    captures.Add((record.CaptureId, place));
                    missing.AddRange(record.References.Where(reference => !IsThere(reference)).Select(reference => (reference, place)));
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
            {
                unreadable.Add((place, fault.Message));
            }
        }

        return new SinkView([.. captures], [.. missing], [.. unreadable]);
    }

    private static bool IsThere(string reference) =>
        Uri.TryCreate(reference, UriKind.Absolute, out Uri? uri) && uri.IsFile && File.Exists(uri.LocalPath);
}
