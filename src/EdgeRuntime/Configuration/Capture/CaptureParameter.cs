namespace EdgeActors.Configuration.Capture;

/// <summary>The parameters of data capture: the component's, the old agent's keys for the same, and those that only this agent has.</summary>
internal static class CaptureParameter
{
    public static readonly Parameter Fleet = new(ParameterKind.Text, "DeviceFleetName", "sagemaker_edge_core_device_fleet_name");
    public static readonly Parameter Bucket = new(ParameterKind.Text, "BucketName", "sagemaker_edge_provider_s3_bucket_name");
    public static readonly Parameter BatchSize = new(ParameterKind.Integer, "CaptureDataBatchSize", "sagemaker_edge_core_capture_data_batch_size");
    public static readonly Parameter BufferSize = new(ParameterKind.Integer, "CaptureDataBufferSize", "sagemaker_edge_core_capture_data_buffer_size");

    public static readonly Parameter Destination = new(
        ParameterKind.Text, "CaptureDataDestination", "sagemaker_edge_core_capture_data_destination");

    public static readonly Parameter PeriodicUpload = new(
        ParameterKind.Bool, "CaptureDataPeriodicUpload", "sagemaker_edge_core_capture_data_periodic_upload");

    public static readonly Parameter PeriodicUploadPeriod = new(
        ParameterKind.Integer, "CaptureDataPeriodicUploadPeriodSeconds", "sagemaker_edge_core_capture_data_periodic_upload_period_seconds");

    public static readonly Parameter PushPeriod = new(
        ParameterKind.Integer, "CaptureDataPushPeriodSeconds", "sagemaker_edge_core_capture_data_push_period_seconds");

    public static readonly Parameter EmbedLimit = new(
        ParameterKind.Integer, "CaptureDataBase64EmbedLimit", "sagemaker_edge_core_capture_data_base64_embed_limit");

    public static readonly Parameter FolderPrefix = new(ParameterKind.Text, "FolderPrefix", "sagemaker_edge_core_folder_prefix");
    public static readonly Parameter DiskPath = new(ParameterKind.Text, "CaptureDataDiskPath", "sagemaker_edge_core_capture_data_disk_path");
    public static readonly Parameter DataRoot = new(ParameterKind.Text, "LocalDataRootPath", "sagemaker_edge_local_data_root_path");
    public static readonly Parameter DbEnable = new(ParameterKind.Bool, "DbEnable");
    public static readonly Parameter DeploymentEnable = new(ParameterKind.Bool, "DeploymentEnable");
    public static readonly Parameter DbModule = new(ParameterKind.Text, "sagemaker_edge_db_module_path");
    public static readonly Parameter DeviceName = new(ParameterKind.Text, "sagemaker_edge_core_device_name");
    public static readonly Parameter DeviceUuid = new(ParameterKind.Text, "sagemaker_edge_core_device_uuid");
    public static readonly Parameter ThingName = new(ParameterKind.Text, "sagemaker_edge_core_iot_thing_name");
    public static readonly Parameter Region = new(ParameterKind.Text, "sagemaker_edge_core_region");
    public static readonly Parameter Provider = new(ParameterKind.Text, "sagemaker_edge_provider_provider");
    public static readonly Parameter AuthorityFile = new(ParameterKind.Text, "sagemaker_edge_provider_aws_ca_cert_file");
    public static readonly Parameter CertificateFile = new(ParameterKind.Text, "sagemaker_edge_provider_aws_cert_file");
    public static readonly Parameter PrivateKeyFile = new(ParameterKind.Text, "sagemaker_edge_provider_aws_cert_pk_file");
    public static readonly Parameter CredentialsEndpoint = new(ParameterKind.Text, "sagemaker_edge_provider_aws_iot_cred_endpoint");

    public static readonly Parameter CaptureMemory = new(ParameterKind.Text, "edgeactors_capture_memory");
    public static readonly Parameter CaptureMaxBytes = new(ParameterKind.Text, "edgeactors_capture_max_bytes");
    public static readonly Parameter ClockSkew = new(ParameterKind.Integer, "edgeactors_capture_clock_skew_seconds");
    public static readonly Parameter RememberedIds = new(ParameterKind.Integer, "edgeactors_capture_remembered_ids");
    public static readonly Parameter UnknownIdIsOk = new(ParameterKind.Bool, "edgeactors_capture_unknown_id_ok");
    public static readonly Parameter NoVersion = new(ParameterKind.Text, "edgeactors_capture_no_version");
    public static readonly Parameter SpoolBudget = new(ParameterKind.Text, "edgeactors_spool_budget");
    public static readonly Parameter SpoolPolicy = new(ParameterKind.Text, "edgeactors_spool_policy");
    public static readonly Parameter DiskBudget = new(ParameterKind.Text, "edgeactors_disk_budget");
    public static readonly Parameter DiskPolicy = new(ParameterKind.Text, "edgeactors_disk_policy");
    public static readonly Parameter KeepUploaded = new(ParameterKind.Bool, "edgeactors_keep_uploaded");
    public static readonly Parameter S3Endpoint = new(ParameterKind.Text, "edgeactors_s3_endpoint");
    public static readonly Parameter S3PathStyle = new(ParameterKind.Bool, "edgeactors_s3_path_style");
    public static readonly Parameter Proxy = new(ParameterKind.Text, "edgeactors_proxy");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Parameter> All =
    [
        Fleet, Bucket, BatchSize, BufferSize, Destination, PeriodicUpload, PeriodicUploadPeriod, PushPeriod, EmbedLimit, FolderPrefix, DiskPath,
        DataRoot, DbEnable, DeploymentEnable, DbModule, DeviceName, DeviceUuid, ThingName, Region, Provider, AuthorityFile, CertificateFile,
        PrivateKeyFile, CredentialsEndpoint, CaptureMemory, CaptureMaxBytes, ClockSkew, RememberedIds, UnknownIdIsOk, NoVersion, SpoolBudget,
        SpoolPolicy, DiskBudget, DiskPolicy, KeepUploaded, S3Endpoint, S3PathStyle, Proxy,
    ];
}
