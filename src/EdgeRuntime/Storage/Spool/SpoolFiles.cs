using System.Globalization;
using EdgeActors.Capture;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.Spool;

/// <summary>Names of the spool's files, and what is found of them.</summary>
internal static class SpoolFiles
{
    private const string Captures = "captures";
    private const string Batches = "batches";
    private const string Damaged = "damaged";

    public static string Capture(long number) => string.Create(CultureInfo.InvariantCulture, $"{Captures}/{number}.capture");

    public static string Batch(long number) => string.Create(CultureInfo.InvariantCulture, $"{Batches}/{number}.batch");

    /// <summary>The capture whose payloads a file of this name holds; null when it is no such file.</summary>
    public static long? CaptureOf(string name) => NumberOf(name, Captures, ".capture");

    /// <summary>The batch that a file of this name holds; null when it is no such file.</summary>
    public static long? BatchOf(string name) => NumberOf(name, Batches, ".batch");

    /// <summary>
    /// Creates the folders, removes temporary files, reads every head, sets aside what is damaged, and restarts the account.
    /// </summary>
    public static SpoolInventory Read(DurableFolder folder, SpoolAccount account)
    {
        folder.Ensure();
        LeftOvers.Sweep(folder, DurableFile.ProcessMark);
        List<(long Number, long Bytes)> captures = [];
        List<(SealedBatch Batch, long Bytes)> batches = [];
        List<string> setAside = [];
        foreach (StoredFile file in LeftOvers.Files(folder).OrderBy(file => file.Name, StringComparer.Ordinal).ToList())
        {
            if (file.Name.StartsWith(Damaged + "/", StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                using OpenedFile opened = folder.OpenRead(file.Name);
                if (CaptureOf(file.Name) is { } capture)
                {
                    CaptureFile.ReadHead(opened, capture);
                    captures.Add((capture, opened.Length));
                }
                else if (BatchOf(file.Name) is { } batch)
                {
                    batches.Add((BatchFile.ReadHead(opened, batch), opened.Length));
                }
                else
                {
                    throw new InvalidDataException("no name of the spool");
                }
            }
            catch (Exception e) when (
                e is InvalidDataException or StorageException { Fault: StorageFault.Unsafe or StorageFault.Io, IsShortage: false })
            {
                setAside.Add($"{file.Name}: {e.Message}");
                SetAside(folder, file.Name);
            }
        }

        account.Restart(captures, batches);
        return new SpoolInventory(
            [
                .. from b in batches
                   orderby b.Batch.Number
                   select b.Batch with { Bytes = b.Bytes + b.Batch.Captures.Sum(c => account.BytesOf(c.Number)) },
            ],
            [.. captures.Select(c => c.Number).Order()],
            [.. setAside]);
    }

    /// <summary>Moves a file away, beside those that bore its name before.</summary>
    public static void SetAside(DurableFolder folder, string name)
    {
        string target = $"{Damaged}/{LeftOvers.NamePart(name)}";
        for (int i = 1; folder.LengthOf(target) is not null; i++)
        {
            target = string.Create(CultureInfo.InvariantCulture, $"{Damaged}/{LeftOvers.NamePart(name)}.{i}");
        }

        folder.Move(name, target);
    }

    private static long? NumberOf(string name, string folder, string extension)
    {
        string[] parts = name.Split('/');
        bool fits = parts.Length == 2 && parts[0] == folder && parts[1].EndsWith(extension, StringComparison.Ordinal);
        string digits = fits ? parts[1][..^extension.Length] : "";
        bool isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return isNumber && number.ToString(CultureInfo.InvariantCulture) == digits ? number : null;
    }
}
