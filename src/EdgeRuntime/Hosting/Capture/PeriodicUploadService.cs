using EdgeActors.Storage.PeriodicUpload;
using Microsoft.Extensions.Hosting;

namespace EdgeActors.Hosting.Capture;

/// <summary>Runs the periodic upload of the capture folder while the agent serves.</summary>
internal sealed class PeriodicUploadService(DiskFolderUpload upload) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => upload.RunAsync(stoppingToken);
}
