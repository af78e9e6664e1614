using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Rules;
using EdgeActors.Storage.PeriodicUpload;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>The parameters of data capture that the component and the old agent have as well.</summary>
internal static class CaptureParameter
{
    private static readonly CaptureOptions Usual = new();

    public static ParameterSection Section { get; } = new("Captured data");

    public static readonly Parameter<CaptureDestination> Destination = Section.Add(new Parameter<CaptureDestination>(
        new ChoiceRule<CaptureDestination>(("Disk", CaptureDestination.Disk), ("Cloud", CaptureDestination.Cloud)),
        "CaptureDataDestination",
        "sagemaker_edge_core_capture_data_destination")
    {
        Default = CaptureDestination.Disk,
        ComponentDefault = CaptureDestination.Cloud,
        Meaning = "Where captures end up",
    });

    public static readonly Parameter<string> Bucket = Section.Add(new Parameter<string>(
        Rule.Checked(
            "NAME",
            "3 to 63 lower-case letters, digits, `.`, `-`",
            DeviceNames.IsBucket,
            "is no name of a bucket",
            "give 3 to 63 lower-case letters, digits, dots and dashes, the first and last a letter or digit",
            DeviceNames.LongestBucket),
        "BucketName",
        "sagemaker_edge_provider_s3_bucket_name")
    {
        Meaning = "The bucket that captures go to",
        Besides = "required for Cloud and for periodic upload; without `sagemaker` in it a warning",
    });

    public static readonly Parameter<int> BatchSize = Section.Add(new Parameter<int>(
        Rule.Number(1, CaptureOptions.LargestBuffer), "CaptureDataBatchSize", "sagemaker_edge_core_capture_data_batch_size")
    {
        Default = Usual.BatchSize,
        DefaultWords = $"{Usual.BatchSize}, or half of a smaller buffer",
        IsLive = true,
        Meaning = "Captures of one batch",
        Besides = "no more than the buffer holds; as many is a warning",
    });

    public static readonly Parameter<int> BufferSize = Section.Add(new Parameter<int>(
        Rule.Number(1, CaptureOptions.LargestBuffer), "CaptureDataBufferSize", "sagemaker_edge_core_capture_data_buffer_size")
    {
        Default = Usual.BufferSize,
        IsLive = true,
        Meaning = "Captures that may wait",
    });

    public static readonly Parameter<TimeSpan> PushPeriod = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(CaptureOptions.ShortestPushPeriod, CaptureOptions.LongestPushPeriod),
        "CaptureDataPushPeriodSeconds",
        "sagemaker_edge_core_capture_data_push_period_seconds")
    {
        Default = Usual.PushPeriod,
        IsLive = true,
        Meaning = "Longest time that a capture waits for its batch to fill",
    });

    public static readonly Parameter<bool> PeriodicUpload = Section.Add(new Parameter<bool>(
        Rule.Switch, "CaptureDataPeriodicUpload", "sagemaker_edge_core_capture_data_periodic_upload")
    {
        Default = false,
        Meaning = "Carry captures on disk to the bucket from time to time",
        Besides = "no effect with Cloud, which is a warning",
    });

    public static readonly Parameter<TimeSpan> PeriodicUploadPeriod = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(PeriodicUploadOptions.ShortestPeriod, PeriodicUploadOptions.LongestPeriod),
        "CaptureDataPeriodicUploadPeriodSeconds",
        "sagemaker_edge_core_capture_data_periodic_upload_period_seconds")
    {
        Default = PeriodicUploadOptions.UsualPeriod,
        IsLive = true,
        Meaning = "Pause between two such uploads",
    });

    public static readonly Parameter<int> EmbedLimit = Section.Add(new Parameter<int>(
        Rule.Number(1, CaptureOptions.LargestEmbedLimit, "bytes"),
        "CaptureDataBase64EmbedLimit",
        "sagemaker_edge_core_capture_data_base64_embed_limit")
    {
        Default = Usual.EmbedLimit,
        Meaning = "Largest payload that is embedded in the record; a larger one is a file of its own",
    });

    public static readonly Parameter<string> FolderPrefix = Section.Add(new Parameter<string>(
        Rule.Checked(
            "PREFIX",
            $"0 to {DeviceNames.LongestPrefix} characters; parts separated by single `/`, none of them `.` or `..`",
            DeviceNames.IsPrefix,
            "is no folder",
            $"give at most {DeviceNames.LongestPrefix} characters, parts separated by single slashes, none of them '.' or '..'",
            DeviceNames.LongestPrefix),
        "FolderPrefix",
        "sagemaker_edge_core_folder_prefix")
    {
        Default = CaptureSettings.UsualFolderPrefix,
        MayBeEmpty = true,
        Meaning = "First part of every key and of every path below `CaptureDataDiskPath`",
        Besides = "an empty text means no prefix, in the environment too",
    });

    public static readonly Parameter<string> DiskPath = Section.Add(new Parameter<string>(
        Rule.Folder, "CaptureDataDiskPath", "sagemaker_edge_core_capture_data_disk_path")
    {
        DefaultWords = "`capture` in `LocalDataRootPath`",
        Meaning = "Folder of stored captures",
        Besides = "of the agent's own user, no symbolic link",
    });
}
