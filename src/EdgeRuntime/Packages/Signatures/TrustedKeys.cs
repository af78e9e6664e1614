using EdgeActors.Doctor.Paths;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Signatures;

/// <summary>
/// Public keys whose signatures count: the files <c>*.pem</c> of one folder. As with the old agent they must be read-only for everybody but their owner;
/// a link, or what group or others may write, is not used. Read anew for every package, so that keys may come and go.
/// </summary>
/// <param name="Keys">Those that are of use.</param>
/// <param name="Faults">Why other files are not.</param>
internal sealed record TrustedKeys(IReadOnlyList<VerifyingKey> Keys, IReadOnlyList<string> Faults)
{
    /// <summary>Files that are looked at.</summary>
    public const int MostFiles = 64;

    private const int MostBytes = 64 << 10;

    /// <summary>No folder, no keys.</summary>
    public static TrustedKeys None { get; } = new([], ["no folder of public keys is named (sagemaker_edge_core_root_certs_path)"]);

    /// <summary>Reads the folder. Blocks.</summary>
    public static TrustedKeys Read(string folder, DateTimeOffset now)
    {
        try
        {
            return FolderFault(folder) is { } fault ? new TrustedKeys([], [fault]) : ReadFiles(folder, now);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new TrustedKeys([], [$"{folder} cannot be read ({unreadable.Message}); let the agent's user read it"]);
        }
    }

    private static TrustedKeys ReadFiles(string folder, DateTimeOffset now)
    {
        List<VerifyingKey> keys = [];
        List<string> faults = [];
        string[] files = [.. Directory.EnumerateFiles(folder, "*.pem").Order(StringComparer.Ordinal).Take(MostFiles + 1)];
        if (files.Length > MostFiles)
        {
            faults.Add($"{folder} has more than {MostFiles} .pem files; the others are not read");
        }

        foreach (string file in files.Take(MostFiles))
        {
            try
            {
                keys.AddRange(VerifyingKey.Read(Text(file), now));
            }
            catch (Exception unusable) when (unusable is PackageException or IOException or UnauthorizedAccessException)
            {
                faults.Add($"{Printable.Of(file, int.MaxValue)} is not used: {unusable.Message}");
            }
        }

        return new TrustedKeys([.. keys.DistinctBy(key => key.Id)], files.Length == 0 ? [$"{folder} has no .pem file"] : faults);
    }

    private static string? FolderFault(string folder)
    {
        PathFacts? facts = PathFacts.At(folder, follow: true);
        return facts?.Kind != PathKind.Folder ? $"{folder} is no folder"
            : facts.IsOpen ? $"{folder} may be written by its group or others; chmod go-w {folder}"
            : null;
    }

    private static string Text(string file)
    {
        PathFacts facts = PathFacts.At(file) ?? throw new PackageException("it is gone");
        if (facts.Kind != PathKind.File)
        {
            throw new PackageException("it is a link or no regular file; put the file itself there");
        }

        if (facts.IsOpen)
        {
            throw new PackageException($"its group or others may write it (mode {facts.Octal}); chmod go-w it, best 0444");
        }

        return new FileInfo(file).Length <= MostBytes ? File.ReadAllText(file) : throw new PackageException($"it has more than {MostBytes} bytes");
    }
}
