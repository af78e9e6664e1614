using EdgeActors.Capture;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.Spool;

/// <summary>
/// Looks at a spool's files without touching them, for whoever is not the agent. The agent may be running, so files may come and go
/// meanwhile.
/// </summary>
internal sealed class SpoolLook(string path, IFileCalls calls)
{
    private readonly DurableFolder _folder = new(path, calls);

    /// <summary>
    /// Heads of the batch files, numbers of captures with payloads, and damaged files, which stay where they are; all empty when there is
    /// no spool.
    /// </summary>
    /// <exception cref="StorageException">The files are not this user's, or cannot be read.</exception>
    public SpoolInventory Read()
    {
        List<SealedBatch> batches = [];
        SortedDictionary<long, long> captures = [];
        List<string> damaged = [];
        foreach (StoredFile file in LeftOvers.Files(_folder).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (SpoolFiles.CaptureOf(file.Name) is { } capture)
            {
                captures.Add(capture, file.Length);
            }
            else if (SpoolFiles.BatchOf(file.Name) is { } batch)
            {
                ReadHead(file.Name, batch, batches, damaged);
            }
        }

        return new SpoolInventory(
            [
                .. from head in batches
                   orderby head.Number
                   select head with { Bytes = head.Bytes + head.Captures.Sum(one => captures.GetValueOrDefault(one.Number)) },
            ],
            [.. captures.Keys],
            [.. damaged]);
    }

    /// <summary>Whether a batch's file is there now.</summary>
    public bool HasBatch(long number) => _folder.LengthOf(SpoolFiles.Batch(number)) is not null;

    /// <summary>Whether a capture's payloads are there now.</summary>
    public bool HasCapture(long number) => _folder.LengthOf(SpoolFiles.Capture(number)) is not null;

    private void ReadHead(string name, long number, List<SealedBatch> batches, List<string> damaged)
    {
        try
        {
            using OpenedFile file = _folder.OpenRead(name);
            batches.Add(BatchFile.ReadHead(file, number));
        }
        catch (InvalidDataException fault)
        {
            damaged.Add($"{name}: {fault.Message}");
        }
        catch (StorageException gone) when (gone.Fault == StorageFault.Missing)
        {
            // The agent was done with it between the listing and now.
            return;
        }
    }
}
