using EdgeActors.Aws.Credentials;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>The way to the bucket: region, keys, server.</summary>
internal static class CloudParameter
{
    public static ParameterSection Section { get; } = new("The way to the bucket");

    public static readonly Parameter<string> Region = Section.Add(new Parameter<string>(
        Rule.Checked(
            "REGION",
            "like `eu-central-1`",
            DeviceNames.IsRegion,
            "is no region",
            "give one like eu-central-1",
            DeviceNames.LongestRegion),
        "sagemaker_edge_core_region")
    {
        DefaultWords = "`AWS_REGION`, then `AWS_DEFAULT_REGION`; `us-east-1` with an own S3 server",
        Meaning = "Region of the bucket",
        Besides = "required where the bucket is",
    });

    public static readonly Parameter<CloudProvider> Provider = Section.Add(new Parameter<CloudProvider>(
        new ChoiceRule<CloudProvider>(("Aws", CloudProvider.Aws), ("None", CloudProvider.None), ("Custom", CloudProvider.Custom)),
        "sagemaker_edge_provider_provider")
    {
        Default = CloudProvider.Aws,
        Meaning = "Who the cloud is; nothing goes there unless it is Aws, which any S3 server counts as",
    });

    public static readonly Parameter<string> CredentialsEndpoint = Section.Add(new Parameter<string>(
        Rule.Checked(
            "URL",
            "`https://HOST/role-aliases/ALIAS/credentials`",
            CredentialOptionsValidator.IsEndpoint,
            "is no credentials endpoint",
            "write https://HOST/role-aliases/ALIAS/credentials"),
        "sagemaker_edge_provider_aws_iot_cred_endpoint")
    {
        Meaning = "Where the device's certificate is changed for keys",
        Besides = "needs the next two",
    });

    public static readonly Parameter<string> CertificateFile = Section.Add(new Parameter<string>(Rule.File, "sagemaker_edge_provider_aws_cert_file")
    {
        Meaning = "PEM file of the device's certificate",
        Besides = "no effect without the endpoint, which is a warning",
    });

    public static readonly Parameter<string> PrivateKeyFile = Section.Add(new Parameter<string>(Rule.File, "sagemaker_edge_provider_aws_cert_pk_file")
    {
        Meaning = "PEM file of its private key",
    });

    public static readonly Parameter<string> AuthorityFile = Section.Add(new Parameter<string>(Rule.File, "sagemaker_edge_provider_aws_ca_cert_file")
    {
        DefaultWords = "the system's authorities",
        Meaning = "PEM file of the authorities that the endpoint is checked against",
    });

    public static readonly Parameter<string> S3Endpoint = Section.Add(new Parameter<string>(ServerAddress.Rule, "edgeactors_s3_endpoint")
    {
        DefaultWords = "AWS's of the region",
        Meaning = "An S3 server other than AWS's own",
    });

    public static readonly Parameter<bool> S3PathStyle = Section.Add(new Parameter<bool>(Rule.Switch, "edgeactors_s3_path_style")
    {
        Default = false,
        Meaning = "Have the bucket in the path rather than the host's name, as most servers other than AWS want it",
    });

    public static readonly Parameter<string> Proxy = Section.Add(new Parameter<string>(ServerAddress.Rule, "edgeactors_proxy")
    {
        DefaultWords = "`HTTPS_PROXY` and its kin",
        // Ours may hold no password, but what people copy here from elsewhere often does.
        IsSecret = true,
        Meaning = "An HTTP proxy on the way to the bucket",
    });
}

/// <summary>Who the cloud is.</summary>
internal enum CloudProvider
{
    /// <summary>Amazon's, or any S3 server.</summary>
    Aws,

    /// <summary>Nobody's: nothing goes there.</summary>
    None,

    /// <summary>Somebody's, by a library of the old agent's kind, which cannot be loaded.</summary>
    Custom,
}
