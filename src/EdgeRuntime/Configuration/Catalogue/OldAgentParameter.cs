using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>Keys of the old agent that mean nothing here. They are accepted, so that its files can stay as they are.</summary>
internal static class OldAgentParameter
{
    public static ParameterSection Section { get; } = new("Accepted without effect");

    public static readonly Parameter<string> EndpointOverride = Section.Add(new Parameter<string>(Rule.AnyText, "sagemaker_edge_core_endpoint_override")
    {
        Meaning = "Address of the service that has ended",
        NoEffect = "there is no service behind it any more; edgeactors_s3_endpoint names an S3 server",
    });

    public static readonly Parameter<string> ConfigPath = Section.Add(new Parameter<string>(Rule.AnyText, "sagemaker_edge_core_config_path")
    {
        Meaning = "Path of a configuration file",
        NoEffect = "the file is the one that --config names",
    });

    public static readonly Parameter<string> ProviderLibrary = Section.Add(new Parameter<string>(Rule.AnyText, "sagemaker_edge_provider_provider_path")
    {
        Meaning = "The old agent's library for the way to the cloud",
        NoEffect = "this agent has its own way to the cloud",
    });

    public static readonly Parameter<string> SystemdLibrary = Section.Add(new Parameter<string>(Rule.AnyText, "sagemaker_edge_telemetry_libsystemd_path")
    {
        Meaning = "Library by which the old agent counted its crashes",
        NoEffect = "crashes are not read from the system's journal",
    });
}
