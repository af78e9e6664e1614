using EdgeActors.Aws.Credentials;

namespace EdgeActors.Configuration.Capture;

/// <summary>The rules for the way to the bucket.</summary>
/// <param name="values">What was given.</param>
/// <param name="environment">The process's environment variables.</param>
internal sealed class CloudRules(ParameterValues values, Func<string, string?> environment)
{
    private const string UsualRegion = "us-east-1";

    /// <summary>The bucket; null when nothing goes there, but what is given is checked all the same.</summary>
    /// <param name="toCloud">Whether captures go there directly.</param>
    /// <param name="uploads">Whether what is on disk goes there from time to time.</param>
    public BucketSettings? Bucket(bool toCloud, bool uploads)
    {
        string? name = values.Text(
            CaptureParameter.Bucket,
            DeviceNames.IsBucket,
            "is no name of a bucket",
            "give 3 to 63 lower-case letters, digits, dots and dashes, the first and last a letter or digit");
        string? region = values.Text(CaptureParameter.Region, DeviceNames.IsRegion, "is no region", "give one like eu-central-1");
        Uri? endpoint = Address(CaptureParameter.S3Endpoint);
        Uri? proxy = Address(CaptureParameter.Proxy);
        bool pathStyle = values.Bool(CaptureParameter.S3PathStyle, otherwise: false);
        string? why = toCloud ? $"{values.KeyOf(CaptureParameter.Destination)} is Cloud"
            : uploads ? $"{values.KeyOf(CaptureParameter.PeriodicUpload)} is true"
            : null;
        CheckProvider(why);
        if (why is null)
        {
            return null;
        }

        // Others use these variables too, so they have to make sense only here.
        region ??= RegionOf("AWS_REGION") ?? RegionOf("AWS_DEFAULT_REGION");
        if (!values.IsGiven(CaptureParameter.Bucket) || values.TextOrEmpty(CaptureParameter.Bucket)?.Length == 0)
        {
            values.Fault(
                CaptureParameter.Bucket,
                $"is missing, while {why}",
                "give a bucket, or keep captures on the device: CaptureDataDestination \"Disk\" without CaptureDataPeriodicUpload");
        }

        if (region is null && endpoint is null && !values.IsGiven(CaptureParameter.Region))
        {
            values.Fault(CaptureParameter.Region, $"is missing, while {why}", "give the bucket's region, or set AWS_REGION");
        }

        if (name?.Contains("sagemaker", StringComparison.OrdinalIgnoreCase) == false)
        {
            values.Warn($"{values.KeyOf(CaptureParameter.Bucket)} \"{name}\" does not contain \"sagemaker\": the policy that AWS offers for fleets would not let the device write to it");
        }

        return name is null ? null : new BucketSettings(name, region ?? UsualRegion, endpoint, pathStyle, proxy);
    }

    /// <summary>The device's certificate; null when none is given or it is of no use.</summary>
    public CertificateSettings? Certificate()
    {
        string? endpoint = values.Text(
            CaptureParameter.CredentialsEndpoint,
            CredentialOptionsValidator.IsEndpoint,
            "is no credentials endpoint",
            "write https://HOST/role-aliases/ALIAS/credentials");
        string? certificate = values.Text(CaptureParameter.CertificateFile);
        string? key = values.Text(CaptureParameter.PrivateKeyFile);
        if (endpoint is null)
        {
            if (certificate is not null && !values.IsGiven(CaptureParameter.CredentialsEndpoint))
            {
                values.Warn(
                    $"{CaptureParameter.CertificateFile.Keys[0]} has no effect without {CaptureParameter.CredentialsEndpoint.Keys[0]}: keys come from the usual chain");
            }

            return null;
        }

        foreach ((Parameter parameter, string? file) in ((Parameter, string?)[])
            [(CaptureParameter.CertificateFile, certificate), (CaptureParameter.PrivateKeyFile, key)])
        {
            if (file is null)
            {
                values.Fault(parameter, $"is missing, while {CaptureParameter.CredentialsEndpoint.Keys[0]} is given", "give the path of its PEM file");
            }
        }

        string? thing = values.Text(CaptureParameter.ThingName)
            ?? Variable("AWS_IOT_THING_NAME", DeviceNames.IsThing, "is no name of a thing", "give 1 to 128 letters, digits, dashes, underscores and colons");
        return certificate is null || key is null
            ? null
            : new CertificateSettings(endpoint, certificate, key, values.Text(CaptureParameter.AuthorityFile), thing);
    }

    private void CheckProvider(string? why)
    {
        string? provider = values.Text(
            CaptureParameter.Provider,
            static text => text.ToUpperInvariant() is "AWS" or "NONE" or "CUSTOM",
            "is no provider",
            "write \"Aws\" or \"None\"");
        if (why is not null && provider is not null && !provider.Equals("Aws", StringComparison.OrdinalIgnoreCase))
        {
            values.Fault(CaptureParameter.Provider, $"cannot be used while {why}", "write \"Aws\", with edgeactors_s3_endpoint for any other S3 server");
        }
    }

    private string? RegionOf(string variable) => Variable(variable, DeviceNames.IsRegion, "is no region", "set it to one like eu-central-1");

    private string? Variable(string name, Func<string, bool> isValid, string rule, string fix)
    {
        string? value = environment(name) is { Length: > 0 } text ? text : null;
        if (value is not null && !isValid(value))
        {
            values.Fault(new ConfigurationFault("the environment's " + name, value, rule, fix));
        }

        return value;
    }

    private Uri? Address(Parameter parameter)
    {
        const string fix = "write http://HOST:PORT or https://HOST:PORT";
        if (values.Text(parameter) is { } secret && secret.Contains('@', StringComparison.Ordinal))
        {
            values.Fault(new ConfigurationFault(values.KeyOf(parameter), null, "holds a user or a password, which is not supported", fix));
            return null;
        }

        return values.Text(
            parameter,
            static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
                && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0
                && uri.Port > 0 && Uri.CheckHostName(uri.Host) != UriHostNameType.Unknown,
            "is no address of a server",
            fix) is { } address ? new Uri(address) : null;
    }
}
