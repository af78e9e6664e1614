namespace EdgeActors.Configuration;

/// <summary>What a parameter's value must be. Text, number and bool forms of JSON are all accepted where they make sense.</summary>
internal enum ParameterKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A whole number.</summary>
    Integer,
}

/// <summary>A parameter that a configuration file may hold.</summary>
/// <param name="Kind">What its value must be.</param>
/// <param name="Keys">
/// Its names: the component's first if it has one, then the old agent's. They mean the same and only one may be given.
/// </param>
internal sealed record Parameter(ParameterKind Kind, params string[] Keys)
{
    /// <summary>Where the agent listens: a file path of at most 107 bytes.</summary>
    public static readonly Parameter UnixSocketName = new(ParameterKind.Text, "UnixSocketName");

    /// <summary>Whether to log for debugging.</summary>
    public static readonly Parameter LogVerbose = new(ParameterKind.Bool, "SagemakerEdgeLogVerbose", "sagemaker_edge_log_verbose");

    /// <summary>The component's parameters and, after them, the keys that only the old agent's own file had.</summary>
    public static readonly IReadOnlyList<Parameter> All =
    [
        new(ParameterKind.Text, "DeviceFleetName", "sagemaker_edge_core_device_fleet_name"),
        new(ParameterKind.Text, "BucketName", "sagemaker_edge_provider_s3_bucket_name"),
        new(ParameterKind.Integer, "CaptureDataBatchSize", "sagemaker_edge_core_capture_data_batch_size"),
        new(ParameterKind.Integer, "CaptureDataBufferSize", "sagemaker_edge_core_capture_data_buffer_size"),
        new(ParameterKind.Text, "CaptureDataDestination", "sagemaker_edge_core_capture_data_destination"),
        new(ParameterKind.Bool, "CaptureDataPeriodicUpload", "sagemaker_edge_core_capture_data_periodic_upload"),
        new(
            ParameterKind.Integer,
            "CaptureDataPeriodicUploadPeriodSeconds",
            "sagemaker_edge_core_capture_data_periodic_upload_period_seconds"),
        new(ParameterKind.Integer, "CaptureDataPushPeriodSeconds", "sagemaker_edge_core_capture_data_push_period_seconds"),
        new(ParameterKind.Integer, "CaptureDataBase64EmbedLimit", "sagemaker_edge_core_capture_data_base64_embed_limit"),
        new(ParameterKind.Text, "FolderPrefix", "sagemaker_edge_core_folder_prefix"),
        new(ParameterKind.Text, "CaptureDataDiskPath", "sagemaker_edge_core_capture_data_disk_path"),
        new(ParameterKind.Text, "LocalDataRootPath", "sagemaker_edge_local_data_root_path"),
        new(ParameterKind.Bool, "DbEnable"),
        new(ParameterKind.Bool, "DeploymentEnable"),
        new(ParameterKind.Integer, "DeploymentPollInterval", "sagemaker_edge_model_deployment_poll_interval"),
        new(ParameterKind.Text, "DLRBackendOptions", "sagemaker_edge_dlr_backend_options"),
        LogVerbose,
        UnixSocketName,
        new(ParameterKind.Text, "sagemaker_edge_core_device_name"),
        new(ParameterKind.Text, "sagemaker_edge_core_device_uuid"),
        new(ParameterKind.Text, "sagemaker_edge_core_iot_thing_name"),
        new(ParameterKind.Text, "sagemaker_edge_core_region"),
        new(ParameterKind.Text, "sagemaker_edge_core_root_certs_path"),
        new(ParameterKind.Text, "sagemaker_edge_core_endpoint_override"),
        new(ParameterKind.Text, "sagemaker_edge_core_config_path"),
        new(ParameterKind.Text, "sagemaker_edge_provider_provider"),
        new(ParameterKind.Text, "sagemaker_edge_provider_provider_path"),
        new(ParameterKind.Text, "sagemaker_edge_provider_aws_ca_cert_file"),
        new(ParameterKind.Text, "sagemaker_edge_provider_aws_cert_file"),
        new(ParameterKind.Text, "sagemaker_edge_provider_aws_cert_pk_file"),
        new(ParameterKind.Text, "sagemaker_edge_provider_aws_iot_cred_endpoint"),
        new(ParameterKind.Text, "sagemaker_edge_telemetry_libsystemd_path"),
        new(ParameterKind.Text, "sagemaker_edge_db_module_path"),
        new(ParameterKind.Text, "sagemaker_edge_deployment_lib_path"),
    ];
}
