using System.Text.RegularExpressions;

namespace EdgeActors.Fleet.Documents;

/// <summary>Where the documents of a fleet are: keys below the root of the tree. Pure; every name becomes one safe part of a key.</summary>
/// <param name="fleet">The fleet's name, 1 to 63 characters.</param>
internal sealed partial class FleetTree(string fleet)
{
    /// <summary>Above all fleets.</summary>
    public const string Fleets = "fleets/";

    /// <summary>Characters of a deployment's digest in the keys of its results.</summary>
    public const int DigestLength = 16;

    private const int PackageDigestLength = 12;

    // Two of them leave room for the rest of the 255 characters of a file's name.
    private const int LongestPackagePart = 48;
    private const string Json = ".json";
    private const string PackageFolder = "packages/";
    private readonly string _root = Fleets + TreeName.Encode(fleet) + "/";

    /// <summary>The fleet's name.</summary>
    public string Fleet { get; } = fleet;

    /// <summary>Above all that belongs to the fleet.</summary>
    public string Root => _root;

    /// <summary>The <see cref="FleetDocument"/>.</summary>
    public string FleetKey => _root + "fleet" + Json;

    /// <summary>The <see cref="DesiredDocument"/>.</summary>
    public string DesiredKey => _root + "desired" + Json;

    /// <summary>Its detached signature.</summary>
    public string DesiredSignatureKey => DesiredKey + ".dsse";

    /// <summary>Above all registrations.</summary>
    public string Devices => _root + "devices/";

    /// <summary>Above all heartbeats.</summary>
    public string Heartbeats => _root + "heartbeats/";

    /// <summary>Above all results.</summary>
    public string AllResults => _root + "results/";

    /// <summary>Above all packages.</summary>
    public string Packages => _root + PackageFolder;

    /// <summary>A <see cref="DeviceDocument"/>.</summary>
    public string DeviceKey(string device) => Devices + TreeName.Encode(device) + Json;

    /// <summary>A <see cref="HeartbeatDocument"/>.</summary>
    public string HeartbeatKey(string device) => Heartbeats + TreeName.Encode(device) + Json;

    /// <summary>Above the results of a deployment's contents, of all kinds.</summary>
    public string Results(string deployment, string digest) =>
        $"{AllResults}{TreeName.Encode(deployment)}/{TreeName.Encode(digest[..Math.Min(DigestLength, digest.Length)])}/";

    /// <summary>Above the outcomes of a deployment's contents, of one kind.</summary>
    public string Results(string deployment, string digest, bool succeeded) => Results(deployment, digest) + (succeeded ? "succeeded/" : "failed/");

    /// <summary>A <see cref="ResultDocument"/> that is an outcome.</summary>
    public string ResultKey(string deployment, string digest, bool succeeded, string device) =>
        Results(deployment, digest, succeeded) + TreeName.Encode(device) + Json;

    /// <summary>Where a device files a result. One that was stopped is no outcome: it must not stand in the way of a stage that starts again.</summary>
    public string ResultKey(DeploymentResult result, string device) => result.Stopped
        ? Results(result.Name, result.Digest) + "stopped/" + TreeName.Encode(device) + Json
        : ResultKey(result.Name, result.Digest, result.Succeeded, device);

    /// <summary>
    /// How documents name a package of the tree, relative to <see cref="Root"/>: by model, version and the begin of its digest, so that two packages that
    /// call themselves the same never meet. Long names are cut.
    /// </summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="sha256">Of the package, in hex.</param>
    public static string PackageUrl(string model, string version, string sha256) =>
        $"{PackageFolder}{PackagePart(model)}-{PackagePart(version)}-{sha256[..PackageDigestLength]}.tar.gz";

    /// <summary>The key of a package that documents name by <paramref name="url"/>; null when it is not one of the tree's.</summary>
    public string? PackageKey(string url) => TreeUrl().IsMatch(url) ? _root + url : null;

    /// <summary>The key of a package's detached signature.</summary>
    public static string SignatureKey(string packageKey) => packageKey + ".dsse";

    /// <summary>The device that a registration, heartbeat or result is about; null when the key is of nothing such.</summary>
    public static string? DeviceOf(string key)
    {
        string last = key[(key.LastIndexOf('/') + 1)..];
        return last.EndsWith(Json, StringComparison.Ordinal) ? TreeName.Decode(last[..^Json.Length]) : null;
    }

    private static string PackagePart(string name) => TreeName.Encode(name.Length <= LongestPackagePart ? name : name[..LongestPackagePart]);

    // One plain file name: what begins with a dot is a temporary file or a way out.
    [GeneratedRegex(@"\Apackages/[A-Za-z0-9_%+-][A-Za-z0-9_%+.-]{0,254}\z")]
    private static partial Regex TreeUrl();
}
