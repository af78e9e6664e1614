using Amazon.Runtime;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;
using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Reload;
using EdgeActors.Hosting.Faults;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.PeriodicUpload;
using EdgeActors.Storage.Spool;
using EdgeActors.Upload;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Capture;

/// <summary>The adapters behind the capture buffer: spool, folder, bucket, keys, periodic upload.</summary>
internal static class CaptureStores
{
    /// <summary>Name of the spool in the data root.</summary>
    public const string SpoolFolder = "spool";

    /// <summary>Registers what <paramref name="settings"/> ask for.</summary>
    public static IServiceCollection AddCaptureStores(this IServiceCollection services, CaptureSettings settings)
    {
        services.AddSingleton(FileCalls.ForThisSystem());
        services.AddSpool(settings);
        if (settings.Bucket is { } bucket)
        {
            services.AddBucket(settings, bucket);
        }

        if (settings.Buffer.ToCloud && settings.Bucket is not null)
        {
            services.AddFaultyPort<ICaptureSink, S3CaptureSink>(Unavailable);
            return services;
        }

        services.AddDisk(settings);
        return settings.UploadPeriod is not null && settings.Bucket is not null
            ? services.AddHostedService<PeriodicUploadService>()
            : services;
    }

    private static void AddSpool(this IServiceCollection services, CaptureSettings settings)
    {
        SpoolOptions options = SinkSettings.Spool(settings);
        Checked.All(nameof(SpoolOptions), options.Faults());
        if (settings.Buffer.Durable)
        {
            string folder = Path.Combine(settings.DataRoot, SpoolFolder);
            LiveValue<SpoolOptions> live = new(options);
            services.AddSingleton<ILivePart>(new LivePart(changed => live.Set(SinkSettings.Spool(changed.Capture))));
            services.AddSingleton(provider => new FileSpool(folder, live, provider.GetRequiredService<IFileCalls>()));
            services.AddFaultyPort<ISpool, FileSpool>(Injected);
        }
        else
        {
            services.AddSingleton(new MemorySpool(options));
            services.AddFaultyPort<ISpool, MemorySpool>(Injected);
        }
    }

    private static void AddDisk(this IServiceCollection services, CaptureSettings settings)
    {
        DiskSinkOptions disk = SinkSettings.Disk(settings, settings.DiskPath);
        Checked.All(nameof(DiskSinkOptions), disk.Faults());
        LiveValue<DiskSinkOptions> liveDisk = new(disk);
        services.AddSingleton<ILivePart>(new LivePart(changed => liveDisk.Set(SinkSettings.Disk(changed.Capture, disk.Folder))));
        services.AddSingleton(liveDisk).AddPort<ICaptureSink, DiskCaptureSink>(Unavailable);
        if (settings.UploadPeriod is { } period)
        {
            PeriodicUploadOptions upload = SinkSettings.Upload(settings, settings.DiskPath, period);
            Checked.All(nameof(PeriodicUploadOptions), upload.Faults());
            LiveValue<PeriodicUploadOptions> live = new(upload);
            // Whether there are uploads at all is decided at the start.
            services.AddSingleton<ILivePart>(new LivePart(
                changed => live.Set(SinkSettings.Upload(changed.Capture, upload.Folder, changed.Capture.UploadPeriod ?? live.Current.Period))));
            services.AddSingleton(provider => DiskFolderUpload.Create(
                live,
                provider.GetRequiredService<DiskCaptureSink>(),
                provider.GetRequiredService<IFaultSeam>().Port<ICaptureSink>(provider.GetRequiredService<S3CaptureSink>(), Unavailable),
                provider.GetRequiredService<IFileCalls>(),
                provider.GetRequiredService<TimeProvider>(),
                new Random(DeviceSeed.Of(settings.Device)),
                provider.GetRequiredService<ILogger<DiskFolderUpload>>()));
        }
    }

    private static void AddBucket(this IServiceCollection services, CaptureSettings settings, BucketSettings bucket)
    {
        S3SinkOptions options = BucketOptions.Of(bucket);
        Checked.All(nameof(S3SinkOptions), S3SinkOptionsValidator.Faults(options).Select(fault => fault.ToString()));
        services
            .AddBucketKeys(settings)
            .AddSingleton(provider => new S3CaptureSink(
                options, provider.GetRequiredService<AWSCredentials>, provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Registers <see cref="AWSCredentials"/>, unless another part that needs them has.</summary>
    public static IServiceCollection AddBucketKeys(this IServiceCollection services, CaptureSettings settings)
    {
        if (services.Any(service => service.ServiceType == typeof(AWSCredentials)))
        {
            return services;
        }

        CredentialOptions keys = BucketOptions.Keys(settings.Certificate);
        Checked.All(nameof(CredentialOptions), CredentialOptionsValidator.Faults(keys).Select(fault => fault.ToString()));
        return services.AddAwsCredentials(keys, DeviceSeed.Of(settings.Device));
    }

    // For adapters that are made by hand, with their options: AddPort would let the container make another.
    private static void AddFaultyPort<TPort, TAdapter>(this IServiceCollection services, Func<Exception, object> told)
        where TPort : class
        where TAdapter : class, TPort => services
        .AddSingleton(provider => provider.GetRequiredService<IFaultSeam>().Port<TPort>(provider.GetRequiredService<TAdapter>(), told));

    private static SinkResult Unavailable(Exception injected) => new(SinkOutcome.Unavailable, injected.Message);

    private static SpoolException Injected(Exception injected) => new(SpoolFault.Io, injected.Message, injected);
}
