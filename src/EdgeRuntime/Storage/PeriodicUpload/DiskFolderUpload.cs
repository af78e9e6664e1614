using EdgeActors.Configuration.Reload;
using EdgeActors.Logging;
using EdgeActors.Storage.Files;
using EdgeActors.Upload;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>
/// Carries the capture folder to the cloud under the same keys: payloads before the manifests that refer to them, oldest hours first.
/// Killed
/// anywhere, it goes on where it was; what it puts twice has the same key.
/// </summary>
internal sealed class DiskFolderUpload(
    LiveValue<PeriodicUploadOptions> options, HourUpload hours, CaptureWalk walk, UploadPace pace, TimeProvider time, ILogger<DiskFolderUpload> log)
{
    private bool _away;

    /// <summary>Puts the parts together.</summary>
    /// <param name="options">Checked options; the period and what stays may change.</param>
    /// <param name="disk">The sink that writes the folder; tells how records refer to it.</param>
    /// <param name="cloud">Where the files go.</param>
    /// <param name="calls">The system's calls.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Seeded; for jitter.</param>
    /// <param name="log">The log.</param>
    public static DiskFolderUpload Create(
        LiveValue<PeriodicUploadOptions> options,
        ICaptureSink disk,
        ICaptureSink cloud,
        IFileCalls calls,
        TimeProvider time,
        Random random,
        ILogger<DiskFolderUpload> log)
    {
        DurableFolder folder = new(options.Current.Folder, calls);
        UploadPace pace = new(options, time, random);
        HourUpload hours = new(options, folder, disk.ReferenceTo(""), cloud, pace, log);
        return new DiskFolderUpload(options, hours, new CaptureWalk(folder.Path, time), pace, time, log);
    }

    /// <summary>Files that were uploaded since the start.</summary>
    public long Uploaded => hours.Uploaded;

    /// <summary>Files that were set aside since the start.</summary>
    public long SetAside => hours.SetAside;

    /// <summary>Walks and uploads until it is cancelled; ends only then.</summary>
    public async Task RunAsync(CancellationToken cancelled)
    {
        while (!cancelled.IsCancellationRequested)
        {
            try
            {
                await PauseAsync(await PassAsync(cancelled), cancelled);
            }
            catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>One walk; the pause until the next.</summary>
    public async Task<TimeSpan> PassAsync(CancellationToken cancelled)
    {
        try
        {
            bool refusedOnly = false;
            foreach (IGrouping<string, string> hour in await Task.Run(walk.Changed, cancelled))
            {
                HourResult result = await hours.PutAsync(hour.Key, [.. hour], cancelled);
                if (result.Outage is { } outage)
                {
                    return Away(outage.Reason, outage.RetryAfter);
                }

                refusedOnly = result.Stored == 0 && (refusedOnly || result.Refused > 0);
                if (result.IsFinished)
                {
                    walk.Finish(hour.Key, hour);
                }
            }

            return refusedOnly ? Away("every object is refused", null) : Back();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Away((e as StorageException)?.Fault == StorageFault.DiskFull ? "the disk is full" : "the capture folder fails", null);
        }
    }

    // Who waits for a day is not waited for when the period becomes a minute.
    private async Task PauseAsync(TimeSpan pause, CancellationToken cancelled)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        await Task.WhenAny(Task.Delay(pause, time, over.Token), options.Changed);
        await over.CancelAsync();
        cancelled.ThrowIfCancellationRequested();
    }

    private TimeSpan Away(string reason, TimeSpan? asked)
    {
        if (!_away)
        {
            log.UploadPaused(options.Current.Folder, reason);
        }

        _away = true;
        return pace.AfterFailure(asked);
    }

    private TimeSpan Back()
    {
        if (_away)
        {
            log.UploadGoesOn(options.Current.Folder);
        }

        _away = false;
        return pace.AfterSuccess();
    }
}

internal static partial class PeriodicUploadLog
{
    [LoggerMessage(3400, LogLevel.Warning, "The upload of {Folder} waits: {Reason}")]
    [Advice("See the reason for network, credentials, rights or space of the bucket. Files stay on disk and it goes on by itself.")]
    public static partial void UploadPaused(this ILogger log, string folder, string reason);

    [LoggerMessage(3401, LogLevel.Information, "The upload of {Folder} goes on")]
    public static partial void UploadGoesOn(this ILogger log, string folder);

    [LoggerMessage(3402, LogLevel.Warning, "{Name} is set aside and will not be uploaded: {Reason}")]
    [Advice("The bucket refuses this file while it takes others, or it is damaged. It stays on disk; see the reason.")]
    public static partial void FileSetAside(this ILogger log, string name, string reason);
}
