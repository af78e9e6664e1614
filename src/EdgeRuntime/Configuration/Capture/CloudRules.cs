using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;

namespace EdgeActors.Configuration.Capture;

/// <summary>The rules for the way to the bucket.</summary>
/// <param name="values">What was given.</param>
/// <param name="environment">The process's environment variables.</param>
internal sealed class CloudRules(ParameterValues values, IReadOnlyDictionary<string, string> environment)
{
    private const string UsualRegion = "us-east-1";

    /// <summary>The bucket; null when nothing goes there.</summary>
    /// <param name="toCloud">Whether captures go there directly.</param>
    /// <param name="uploads">Whether what is on disk goes there from time to time.</param>
    public BucketSettings? Bucket(bool toCloud, bool uploads)
    {
        string? why = toCloud ? $"{values.NameOf(CaptureParameter.Destination)} is Cloud"
            : uploads ? $"{values.NameOf(CaptureParameter.PeriodicUpload)} is true"
            : null;
        if (why is null)
        {
            return null;
        }

        CheckProvider(why);
        string? name = Name(why);
        BucketSettings way = Way(name ?? "", why);
        return name is null ? null : way;
    }

    /// <summary>The way to a bucket that something else names.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="why">Why it is needed, a clause for faults.</param>
    public BucketSettings WayTo(string name, string why)
    {
        CheckProvider(why);
        return Way(name, why);
    }

    /// <summary>The way to a fleet's service, whose address says nothing of a region: the configured one, else the usual.</summary>
    /// <param name="why">What asks for it.</param>
    public (string Region, Uri? Proxy) FleetService(string why) => (Region(why, isOwnServer: true) ?? UsualRegion, Address(CloudParameter.Proxy));

    /// <summary>The device's certificate; null when none is given or it is of no use.</summary>
    public CertificateSettings? Certificate()
    {
        string? certificate = values.Text(CloudParameter.CertificateFile);
        string? key = values.Text(CloudParameter.PrivateKeyFile);
        if (!values.TryGet(CloudParameter.CredentialsEndpoint, out string? endpoint))
        {
            if (certificate is not null && !values.IsGiven(CloudParameter.CredentialsEndpoint))
            {
                values.Warn(
                    $"{values.NameOf(CloudParameter.CertificateFile)} has no effect without {CloudParameter.CredentialsEndpoint.Names[0]}: keys come from the usual chain");
            }

            return null;
        }

        foreach (Parameter file in (Parameter[])[CloudParameter.CertificateFile, CloudParameter.PrivateKeyFile])
        {
            if (!values.IsGiven(file))
            {
                values.Fault(file, $"is missing, while {values.NameOf(CloudParameter.CredentialsEndpoint)} is given", "give the path of its PEM file");
            }
        }

        string? thing = values.Text(DeviceParameter.ThingName)
            ?? Variable("AWS_IOT_THING_NAME", DeviceNames.IsThing, "is no name of a thing", "give 1 to 128 letters, digits, dashes, underscores and colons");
        return certificate is null || key is null
            ? null
            : new CertificateSettings(endpoint, certificate, key, values.Text(CloudParameter.AuthorityFile), thing);
    }

    private BucketSettings Way(string name, string why)
    {
        Uri? endpoint = Address(CloudParameter.S3Endpoint);
        string? region = Region(why, isOwnServer: endpoint is not null);
        return new BucketSettings(name, region ?? UsualRegion, endpoint, values.Of(CloudParameter.S3PathStyle), Address(CloudParameter.Proxy));
    }

    private string? Name(string why)
    {
        string? name = values.Text(CaptureParameter.Bucket);
        if (!values.IsGiven(CaptureParameter.Bucket))
        {
            values.Fault(
                CaptureParameter.Bucket,
                $"is missing, while {why}",
                "give a bucket, or keep captures on the device: CaptureDataDestination \"Disk\" without CaptureDataPeriodicUpload");
        }
        else if (name?.Contains("sagemaker", StringComparison.OrdinalIgnoreCase) == false)
        {
            values.Warn(
                $"{values.NameOf(CaptureParameter.Bucket)} \"{name}\" does not contain \"sagemaker\": the policy that AWS offers for fleets would not let the device write to it");
        }

        return name;
    }

    // Others use these variables too, so they have to make sense only here.
    private string? Region(string why, bool isOwnServer)
    {
        if (values.IsGiven(CloudParameter.Region))
        {
            return values.Text(CloudParameter.Region);
        }

        string? region = RegionOf("AWS_REGION") ?? RegionOf("AWS_DEFAULT_REGION") ?? (isOwnServer ? UsualRegion : null);
        if (region is null)
        {
            values.Fault(CloudParameter.Region, $"is missing, while {why}", "give the bucket's region, or set AWS_REGION");
            return null;
        }

        return values.Or(CloudParameter.Region, region);
    }

    private void CheckProvider(string why)
    {
        if (values.Of(CloudParameter.Provider) != CloudProvider.Aws)
        {
            values.Fault(CloudParameter.Provider, $"cannot be used while {why}", "write \"Aws\", with edgeactors_s3_endpoint for any other S3 server");
        }
    }

    private string? RegionOf(string variable) => Variable(variable, DeviceNames.IsRegion, "is no region", "set it to one like eu-central-1");

    private string? Variable(string name, Func<string, bool> isValid, string rule, string fix)
    {
        string? value = environment.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
        if (value is not null && !isValid(value))
        {
            values.Fault(new ConfigurationFault("the environment's " + name, value, rule, fix));
        }

        return value;
    }

    private Uri? Address(Parameter<string> parameter) => values.Text(parameter) is { } address ? new Uri(address) : null;
}
