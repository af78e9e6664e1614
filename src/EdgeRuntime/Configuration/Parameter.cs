using EdgeActors.Configuration.Capture;

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
/// Its names: the component's first if it has one, then the old agent's, or one of this agent's own (<c>edgeactors_…</c>). They mean the
/// same and only one may be given.
/// </param>
internal sealed record Parameter(ParameterKind Kind, params string[] Keys)
{
    /// <summary>Where the agent listens: a file path of at most 107 bytes.</summary>
    public static readonly Parameter UnixSocketName = new(ParameterKind.Text, "UnixSocketName");

    /// <summary>Whether to log for debugging.</summary>
    public static readonly Parameter LogVerbose = new(ParameterKind.Bool, "SagemakerEdgeLogVerbose", "sagemaker_edge_log_verbose");

    /// <summary>Every parameter that is known.</summary>
    public static readonly IReadOnlyList<Parameter> All =
    [
        .. CaptureParameter.All,
        new(ParameterKind.Integer, "DeploymentPollInterval", "sagemaker_edge_model_deployment_poll_interval"),
        new(ParameterKind.Text, "DLRBackendOptions", "sagemaker_edge_dlr_backend_options"),
        LogVerbose,
        UnixSocketName,
        new(ParameterKind.Text, "sagemaker_edge_core_root_certs_path"),
        new(ParameterKind.Text, "sagemaker_edge_core_endpoint_override"),
        new(ParameterKind.Text, "sagemaker_edge_core_config_path"),
        new(ParameterKind.Text, "sagemaker_edge_provider_provider_path"),
        new(ParameterKind.Text, "sagemaker_edge_telemetry_libsystemd_path"),
        new(ParameterKind.Text, "sagemaker_edge_deployment_lib_path"),
    ];
}
