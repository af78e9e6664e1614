using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Specs.Configuration.Catalogue;

public sealed class ParameterCatalogueSpecs
{
    [Theory]
    [InlineData("CaptureDataBatchSize", "EDGEACTORS_CAPTURE_DATA_BATCH_SIZE")]
    [InlineData("CaptureDataBase64EmbedLimit", "EDGEACTORS_CAPTURE_DATA_BASE64_EMBED_LIMIT")]
    [InlineData("DLRBackendOptions", "EDGEACTORS_DLR_BACKEND_OPTIONS")]
    [InlineData("DbEnable", "EDGEACTORS_DB_ENABLE")]
    [InlineData("edgeactors_spool_budget", "EDGEACTORS_SPOOL_BUDGET")]
    [InlineData("sagemaker_edge_core_region", "EDGEACTORS_SAGEMAKER_EDGE_CORE_REGION")]
    public void Variable_follows_from_the_first_name(string name, string variable) => Assert.Equal(variable, VariableName.Of(name));

    [Fact]
    public void Every_key_of_the_old_agent_is_known()
    {
        string[] keys =
        [
            "core_device_name", "core_device_uuid", "core_iot_thing_name", "core_device_fleet_name", "core_region", "core_root_certs_path",
            "core_folder_prefix", "core_capture_data_disk_path", "provider_s3_bucket_name", "core_endpoint_override", "core_config_path",
            "core_capture_data_destination", "core_capture_data_buffer_size", "core_capture_data_batch_size", "core_capture_data_push_period_seconds",
            "core_capture_data_periodic_upload_period_seconds", "core_capture_data_base64_embed_limit", "core_capture_data_periodic_upload",
            "log_verbose", "provider_provider", "provider_provider_path", "provider_aws_ca_cert_file", "provider_aws_cert_file",
            "provider_aws_cert_pk_file", "provider_aws_iot_cred_endpoint", "telemetry_libsystemd_path", "db_module_path", "local_data_root_path",
            "deployment_lib_path", "model_deployment_poll_interval", "dlr_backend_options",
        ];

        Assert.Equal(
            keys.Select(key => "sagemaker_edge_" + key).Order(StringComparer.Ordinal),
            ParameterCatalogue.All.Select(parameter => parameter.AgentName).OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_parameter_is_said_in_one_sentence() => Assert.All(
        ParameterCatalogue.All, parameter => Assert.Matches(@"\A[A-Z`][^\n]{5,150}[^.\s]\z", parameter.Meaning));
}
