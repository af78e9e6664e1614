using EdgeActors.Configuration.Capture;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.PeriodicUpload;
using EdgeActors.Storage.Spool;

namespace EdgeActors.Hosting.Capture;

/// <summary>What configuration says about spool, folder and upload, in the words of the adapters; at the start and at each change. Folders never change.</summary>
internal static class SinkSettings
{
    /// <summary>The spool.</summary>
    public static SpoolOptions Spool(CaptureSettings settings) => new() { DiskBudgetBytes = settings.SpoolBudget };

    /// <summary>The folder of stored captures.</summary>
    public static DiskSinkOptions Disk(CaptureSettings settings, string folder) => new()
    {
        Folder = folder,
        BudgetBytes = settings.DiskBudget,
        Policy = settings.DiskDropsOldest ? DiskPolicy.OldestFirst : DiskPolicy.Reject,
    };

    /// <summary>The upload of that folder.</summary>
    public static PeriodicUploadOptions Upload(CaptureSettings settings, string folder, TimeSpan period)
    {
        PeriodicUploadOptions usual = new() { Folder = folder, Period = period, KeepUploaded = settings.KeepUploaded };
        // Who uploads once a day does not want a try every five minutes.
        return usual.LongestPause >= period ? usual : usual with { LongestPause = period };
    }
}
