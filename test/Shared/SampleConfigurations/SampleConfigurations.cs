namespace EdgeActors.Specs.Configuration.Samples;

/// <summary>Configurations as the old agent's users have them, written anew from what is known of their keys and values.</summary>
internal static class SampleConfigurations
{
    /// <summary>As the generator of the first releases wrote them: device by its older key, certificate, cloud.</summary>
    public const string Generated =
        """
        {
          "sagemaker_edge_core_device_uuid": "4f8a2c10-7d1e-4b7c-9a55-0d2c6c1f3e88",
          "sagemaker_edge_core_device_fleet_name": "wind-farm-fleet",
          "sagemaker_edge_core_region": "eu-west-1",
          "sagemaker_edge_core_root_certs_path": "/opt/edge/certificates",
          "sagemaker_edge_core_capture_data_buffer_size": 30,
          "sagemaker_edge_core_capture_data_batch_size": 10,
          "sagemaker_edge_core_capture_data_push_period_seconds": 10,
          "sagemaker_edge_core_capture_data_base64_embed_limit": 3072,
          "sagemaker_edge_core_folder_prefix": "agent-demo",
          "sagemaker_edge_core_capture_data_destination": "Cloud",
          "sagemaker_edge_provider_provider": "Aws",
          "sagemaker_edge_provider_provider_path": "/opt/edge/lib/libprovider_aws.so",
          "sagemaker_edge_provider_s3_bucket_name": "sagemaker-wind-farm",
          "sagemaker_edge_provider_aws_ca_cert_file": "/opt/edge/iot/root.pem",
          "sagemaker_edge_provider_aws_cert_file": "/opt/edge/iot/device.pem",
          "sagemaker_edge_provider_aws_cert_pk_file": "/opt/edge/iot/device.key",
          "sagemaker_edge_provider_aws_iot_cred_endpoint": "https://c1.credentials.iot.eu-west-1.amazonaws.com/role-aliases/SageMakerEdge-wind/credentials",
          "sagemaker_edge_log_verbose": false
        }
        """;

    /// <summary>As the documentation's sample: odd numbers that are in range all the same.</summary>
    public const string Documented =
        """
        {
          "sagemaker_edge_core_device_name": "device-1",
          "sagemaker_edge_core_device_fleet_name": "test-fleet",
          "sagemaker_edge_core_capture_data_buffer_size": 30,
          "sagemaker_edge_core_capture_data_batch_size": 10,
          "sagemaker_edge_core_capture_data_push_period_seconds": 4000,
          "sagemaker_edge_core_folder_prefix": "sample/prefix",
          "sagemaker_edge_core_region": "us-west-2",
          "sagemaker_edge_core_root_certs_path": "/some/path",
          "sagemaker_edge_core_capture_data_base64_embed_limit": 2,
          "sagemaker_edge_core_capture_data_destination": "Disk",
          "sagemaker_edge_core_capture_data_disk_path": "DISK",
          "sagemaker_edge_provider_provider": "None",
          "sagemaker_edge_telemetry_libsystemd_path": "/lib/libsystemd.so.0",
          "sagemaker_edge_log_verbose": "true"
        }
        """;

    /// <summary>As a product of 2025 still writes them: empty texts, and no device, provider or bucket at all.</summary>
    public const string Successor =
        """
        {
          "sagemaker_edge_core_device_fleet_name": "",
          "sagemaker_edge_core_region": "",
          "sagemaker_edge_core_root_certs_path": "",
          "sagemaker_edge_core_capture_data_buffer_size": 64,
          "sagemaker_edge_core_capture_data_batch_size": 1,
          "sagemaker_edge_core_capture_data_push_period_seconds": 1,
          "sagemaker_edge_core_capture_data_base64_embed_limit": 3072,
          "sagemaker_edge_core_folder_prefix": "",
          "sagemaker_edge_core_capture_data_destination": "Disk",
          "sagemaker_edge_core_capture_data_disk_path": "DISK",
          "sagemaker_edge_log_verbose": true
        }
        """;

    /// <summary>With the keys of 2022: database, deployment, engine options.</summary>
    public const string Of2022 =
        """
        {
          "sagemaker_edge_core_device_name": "device-2",
          "sagemaker_edge_core_device_fleet_name": "fleet-2022",
          "sagemaker_edge_core_region": "us-east-1",
          "sagemaker_edge_core_capture_data_destination": "Disk",
          "sagemaker_edge_core_capture_data_disk_path": "DISK",
          "sagemaker_edge_core_capture_data_periodic_upload": false,
          "sagemaker_edge_core_capture_data_periodic_upload_period_seconds": 8,
          "sagemaker_edge_db_module_path": "lib/libsagemaker_edge_db_handler_library.so",
          "sagemaker_edge_local_data_root_path": "ROOT",
          "sagemaker_edge_deployment_lib_path": "lib/libdeployment_smedge_library.so",
          "sagemaker_edge_model_deployment_poll_interval": 1440,
          "sagemaker_edge_dlr_backend_options": "TVM_TENSORRT_CACHE_DIR=/data/trt; TVM_TENSORRT_CACHE_DISK_SIZE_MB=800"
        }
        """;

    /// <summary>The component's defaults as a nucleus holds them, all as text.</summary>
    public const string ComponentDefaults =
        """
        {
          "DeviceFleetName": "", "BucketName": "", "CaptureDataBatchSize": "10", "CaptureDataBufferSize": "30", "CaptureDataDestination": "Cloud",
          "CaptureDataPeriodicUpload": "false", "CaptureDataPeriodicUploadPeriodSeconds": "8", "CaptureDataPushPeriodSeconds": "4",
          "CaptureDataBase64EmbedLimit": "3072", "FolderPrefix": "sme-capture",
          "CaptureDataDiskPath": "/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager/capture",
          "LocalDataRootPath": "/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager", "DbEnable": "false", "DeploymentEnable": "false",
          "DeploymentPollInterval": "1440", "DLRBackendOptions": "", "SagemakerEdgeLogVerbose": "false",
          "UnixSocketName": "/tmp/aws.greengrass.SageMakerEdgeManager.sock"
        }
        """;

    /// <summary>The example of a merge update on the component's page.</summary>
    public const string MergeUpdate =
        """
        { "DeviceFleetName": "MyEdgeDeviceFleet", "BucketName": "amzn-s3-demo-bucket", "CaptureDataDestination": "Disk",
          "CaptureDataPeriodicUpload": "true", "SagemakerEdgeLogVerbose": "true" }
        """;
}
