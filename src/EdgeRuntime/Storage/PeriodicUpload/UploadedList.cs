using System.Text;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>
/// Remembers durably what was uploaded: one list per hour's folder in <c>.uploaded</c> of the capture folder, a line per file, <c>+</c> or
/// <c>!</c> in front. Lines are appended with an fsync; what a power cut tore off is uploaded again under the same key.
/// </summary>
internal sealed class UploadedList(DurableFolder folder)
{
    private const string Root = ".uploaded";
    private const char Stored = '+';
    private const char Aside = '!';

    /// <summary>What is known of an hour.</summary>
    /// <exception cref="StorageException">The list cannot be read.</exception>
    public UploadedNames Read(string hourFolder)
    {
        UploadedNames known = new(new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        if (folder.LengthOf(NameOf(hourFolder)) is null)
        {
            return known;
        }

        using OpenedFile file = folder.OpenRead(NameOf(hourFolder));
        byte[] bytes = new byte[file.Length];
        int length = file.Read(bytes, 0);
        string[] lines = Encoding.UTF8.GetString(bytes, 0, length).Split('\n');

        // The last piece is empty, or a line that was torn.
        foreach (string line in lines.AsSpan(0, lines.Length - 1))
        {
            if (line.Length > 1)
            {
                _ = line[0] == Stored ? known.Uploaded.Add(line[1..]) : line[0] == Aside && known.SetAside.Add(line[1..]);
            }
        }

        return known;
    }

    /// <summary>Notes files durably.</summary>
    public void Add(string hourFolder, IReadOnlyCollection<string> uploaded, IReadOnlyCollection<string> setAside)
    {
        if (uploaded.Count + setAside.Count > 0)
        {
            // A line end first, so that a torn line before does not take the next one with it.
            string lines = "\n" + string.Concat(uploaded.Select(name => $"{Stored}{name}\n").Concat(setAside.Select(name => $"{Aside}{name}\n")));
            folder.Append(NameOf(hourFolder), Encoding.UTF8.GetBytes(lines));
        }
    }

    // A name with a dot in front, which no folder of captured data has.
    private static string NameOf(string hourFolder) => $"{Root}/{hourFolder}{(hourFolder.Length == 0 ? "" : "/")}.list";
}
