using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Layers;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Configuration.Packages;

/// <summary>Turns the parameters about packages into settings.</summary>
/// <param name="values">What was given.</param>
/// <param name="environment">The process's environment variables.</param>
/// <param name="fleet">Where the fleet is.</param>
internal sealed class PackageRules(ParameterValues values, IReadOnlyDictionary<string, string> environment, FleetSettings fleet)
{
    /// <summary>The settings; of use only when no fault was noted.</summary>
    public PackageSettings Read()
    {
        string? list = values.Text(PackageParameter.Buckets);
        IReadOnlyList<string> buckets = list is null ? [] : BucketList.Of(list);
        return new PackageSettings
        {
            Options = Options(),
            Buckets = buckets,
            Way = Way(buckets),
        };
    }

    private BucketSettings? Way(IReadOnlyList<string> buckets)
    {
        CloudRules cloud = new(values, environment);
        return fleet.Bucket is not null ? fleet.Bucket
            : buckets.Count > 0 ? cloud.WayTo(buckets[0], $"{values.NameOf(PackageParameter.Buckets)} is given")
            : null;
    }

    private PackageOptions Options()
    {
        SignaturePolicy policy = values.Of(PackageParameter.Signatures);
        if (policy == SignaturePolicy.Enforce && !values.IsGiven(PackageParameter.Keys))
        {
            values.Fault(
                PackageParameter.Keys,
                $"is missing, while {values.NameOf(PackageParameter.Signatures)} is enforce",
                "give the folder of public keys whose signatures count");
        }

        return new PackageOptions
        {
            Signatures = policy,
            KeysFolder = values.Text(PackageParameter.Keys) is { } folder ? Path.GetFullPath(folder) : null,
            MaxBytes = values.Of(PackageParameter.Bytes),
            Reserve = values.Of(PackageParameter.Reserve),
            Stall = values.Of(PackageParameter.Stall),
            Unpacked = new UnpackLimits
            {
                Bytes = values.Of(PackageParameter.Unpacked),
                Files = values.Of(PackageParameter.Files),
                Ratio = values.Of(PackageParameter.Ratio),
            },
        };
    }
}
