namespace EdgeActors.Specs.Linting;

/// <summary>A parameter of the component, as recipes have to have it; a spec holds this list to the agent's own catalogue.</summary>
/// <param name="Name">As documented for the old component, or of this agent where the old one had nothing like it.</param>
/// <param name="Default">As documented, or empty where there is none; for the two folders see recipes/README.md.</param>
/// <param name="Variable">The environment variable that brings it to the agent; null when only IPC does, since it can change while the agent runs.</param>
internal sealed record ComponentParameter(string Name, string Default, string? Variable)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ComponentParameter> All { get; } =
    [
        new("DeviceFleetName", "", "EDGEACTORS_DEVICE_FLEET_NAME"),
        new("BucketName", "", "EDGEACTORS_BUCKET_NAME"),
        new("CaptureDataBatchSize", "10", null),
        new("CaptureDataBufferSize", "30", null),
        new("CaptureDataDestination", "Cloud", "EDGEACTORS_CAPTURE_DATA_DESTINATION"),
        new("CaptureDataPeriodicUpload", "false", "EDGEACTORS_CAPTURE_DATA_PERIODIC_UPLOAD"),
        new("CaptureDataPeriodicUploadPeriodSeconds", "8", null),
        new("CaptureDataPushPeriodSeconds", "4", null),
        new("CaptureDataBase64EmbedLimit", "3072", "EDGEACTORS_CAPTURE_DATA_BASE64_EMBED_LIMIT"),
        new("FolderPrefix", "sme-capture", "EDGEACTORS_FOLDER_PREFIX"),
        new("CaptureDataDiskPath", "", "EDGEACTORS_CAPTURE_DATA_DISK_PATH"),
        new("LocalDataRootPath", "", "EDGEACTORS_LOCAL_DATA_ROOT_PATH"),
        new("DbEnable", "false", "EDGEACTORS_DB_ENABLE"),
        new("DeploymentEnable", "false", "EDGEACTORS_DEPLOYMENT_ENABLE"),
        new("DeploymentPollInterval", "1440", null),
        new("edgeactors_fleet_url", "none", "EDGEACTORS_FLEET_URL"),
        new("edgeactors_package_buckets", "", "EDGEACTORS_PACKAGE_BUCKETS"),
        new("edgeactors_package_signatures", "warn", "EDGEACTORS_PACKAGE_SIGNATURES"),
        new("sagemaker_edge_core_root_certs_path", "", "EDGEACTORS_SAGEMAKER_EDGE_CORE_ROOT_CERTS_PATH"),
        new("DLRBackendOptions", "", "EDGEACTORS_DLR_BACKEND_OPTIONS"),
        new("SagemakerEdgeLogVerbose", "false", null),
        new("UnixSocketName", "/tmp/aws.greengrass.SageMakerEdgeManager.sock", "EDGEACTORS_UNIX_SOCKET_NAME"),
    ];
}
