namespace EdgeActors.Configuration.Capture;

/// <summary>The rules for the way to the bucket.</summary>
/// <param name="values">What was given.</param>
/// <param name="environment">The process's environment variables.</param>
internal sealed class CloudRules(ParameterValues values, Func<string, string?> environment)
{
    private const string UsualRegion = "us-east-1";
    private const string RoleAliases = "/role-aliases/";

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
        string? region = values.Text(CaptureParameter.Region, DeviceNames.IsRegion, "is no region", "give one like eu-central-1")
            ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION");
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
            IsCredentialsEndpoint,
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

        string? thing = values.Text(CaptureParameter.ThingName) ?? Variable("AWS_IOT_THING_NAME");
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

    private string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;

    private Uri? Address(Parameter parameter) => values.Text(
        parameter,
        static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0,
        "is no address of a server",
        "write http://HOST:PORT or https://HOST:PORT")
        is { } address ? new Uri(address) : null;

    private static bool IsCredentialsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.UserInfo.Length == 0
        && uri.AbsolutePath.StartsWith(RoleAliases, StringComparison.Ordinal)
        && uri.AbsolutePath.EndsWith("/credentials", StringComparison.Ordinal)
        && uri.Segments.Length == 4;
}
