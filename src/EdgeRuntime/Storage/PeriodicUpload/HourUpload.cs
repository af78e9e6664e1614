using EdgeActors.Configuration.Reload;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;
using EdgeActors.Upload;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>How the upload of one hour's folder went.</summary>
/// <param name="Stored">Objects that were stored.</param>
/// <param name="Refused">Objects that were refused.</param>
/// <param name="IsFinished">Whether nothing is left to do there.</param>
/// <param name="Outage">What ended it early; null when nothing did.</param>
internal sealed record HourResult(int Stored, int Refused, bool IsFinished, SinkResult? Outage = null);

/// <summary>Uploads the files of one hour.</summary>
internal sealed class HourUpload(
    LiveValue<PeriodicUploadOptions> options, DurableFolder folder, string localReference, ICaptureSink cloud, UploadPace pace, ILogger log)
{
    private const int NotedTogether = 32;

    private readonly UploadedList _list = new(folder);
    private readonly Refusals _refusals = new(options.Current.MostRefusals);

    /// <summary>Files that were uploaded since the start.</summary>
    public long Uploaded { get; private set; }

    /// <summary>Files that were set aside since the start.</summary>
    public long SetAside { get; private set; }

    /// <summary>Puts what of these files is not in the cloud yet.</summary>
    /// <exception cref="StorageException">The folder or its list fails.</exception>
    public async Task<HourResult> PutAsync(string hourFolder, IReadOnlyList<string> names, CancellationToken cancelled)
    {
        UploadedNames known = await Task.Run(() => _list.Read(hourFolder), cancelled);
        IReadOnlyList<string> due = UploadPlan.Order(names, known);
        List<string> unnoted = [];
        int stored = 0;
        int refused = 0;
        int postponed = 0;
        try
        {
            foreach (string name in due)
            {
                SinkResult? result = await TryPutAsync(name, known, cancelled);
                switch (result?.Outcome)
                {
                    case SinkOutcome.Stored:
                        stored++;
                        Uploaded++;
                        _refusals.Stored(name);
                        known.Uploaded.Add(name);
                        unnoted.Add(name);
                        break;
                    case SinkOutcome.Unavailable:
                        return new HourResult(stored, refused, false, result);
                    case SinkOutcome.Refused or SinkOutcome.Unreadable:
                        refused++;
                        await RefusedAsync(hourFolder, name, result, known);
                        break;
                    default:
                        postponed++;
                        break;
                }

                if (unnoted.Count >= NotedTogether)
                {
                    await NoteAsync(hourFolder, unnoted);
                }
            }
        }
        finally
        {
            await NoteAsync(hourFolder, unnoted);
        }

        return new HourResult(stored, refused, postponed == 0 && due.All(known.IsFinished));
    }

    // One file that is a foreigner's or on a bad sector must not hold up the others.
    private async Task<SinkResult?> TryPutAsync(string name, UploadedNames known, CancellationToken cancelled)
    {
        try
        {
            return await PutOneAsync(name, known, cancelled);
        }
        catch (StorageException e)
        {
            return e.Fault == StorageFault.Missing
                ? null
                : new SinkResult(PassingFault.Is(e) ? SinkOutcome.Unavailable : SinkOutcome.Unreadable, e.Message);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // It would end the agent at each start. Refused and not unreadable: should every file fail so, none is set aside.
            return new SinkResult(SinkOutcome.Refused, $"it fails unexpectedly ({e.GetType().Name}: {e.Message})");
        }
    }

    // Null when the file is gone, or a manifest has to wait for its payloads.
    private async Task<SinkResult?> PutOneAsync(string name, UploadedNames known, CancellationToken cancelled)
    {
        long? length = await Task.Run(() => folder.LengthOf(name), cancelled);
        if (length is not { } bytes)
        {
            return null;
        }

        if (!ObjectKey.IsManifest(name))
        {
            await pace.NextAsync(cancelled);
            return await cloud.PutAsync(new SinkObject(name, "application/octet-stream", bytes, Open), cancelled);
        }

        if (bytes > options.Current.LargestManifestBytes)
        {
            return new SinkResult(SinkOutcome.Unreadable, $"it has {bytes} bytes, {options.Current.LargestManifestBytes} are allowed for manifests");
        }

        RewrittenManifest manifest = await Task.Run(() => ManifestReferences.Rewrite(ReadWhole(name), localReference, cloud.ReferenceTo), cancelled);
        if (!UploadPlan.MayGo(manifest.Keys, known, key => ObjectKey.Fault(key) is null && folder.LengthOf(key) is not null))
        {
            return null;
        }

        await pace.NextAsync(cancelled);
        SinkObject content = new(name, Capture.Layout.ManifestObject.ContentType, manifest.Content.Length, _ => Task.FromResult<Stream>(
            new MemoryStream(manifest.Content.ToArray(), writable: false)));
        return await cloud.PutAsync(content, cancelled);

        Task<Stream> Open(CancellationToken stop) => Task.Run<Stream>(() => new SegmentStream(folder.OpenRead(name), 0, bytes), stop);
    }

    private byte[] ReadWhole(string name)
    {
        using OpenedFile file = folder.OpenRead(name);
        byte[] bytes = new byte[file.Length];
        int read = file.Read(bytes, 0);
        return bytes[..read];
    }

    private async Task RefusedAsync(string hourFolder, string name, SinkResult result, UploadedNames known)
    {
        if (_refusals.Refused(name, isLocal: result.Outcome == SinkOutcome.Unreadable))
        {
            SetAside++;
            known.SetAside.Add(name);
            _refusals.Forget(name);
            log.FileSetAside(name, result.Reason);
            await Task.Run(() => _list.Add(hourFolder, [], [name]));
        }
    }

    private async Task NoteAsync(string hourFolder, List<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        await Task.Run(() =>
        {
            if (options.Current.KeepUploaded)
            {
                _list.Add(hourFolder, names, []);
                return;
            }

            foreach (IGrouping<string, string> byFolder in names.GroupBy(LeftOvers.FolderPart))
            {
                folder.Remove(byFolder.Key, byFolder.Select(LeftOvers.NamePart));
            }
        });
        names.Clear();
    }
}
