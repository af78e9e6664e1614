using EdgeActors.Configuration.Packages;
using EdgeActors.Configuration.Rules;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>Packages of models that are deployed: where they may be from, who has to have signed them, how large they may be.</summary>
internal static class PackageParameter
{
    private const long Tera = 1L << 40;
    private const int Mega = 1 << 20;

    private static readonly PackageOptions Usual = new();

    public static ParameterSection Section { get; } = new("Packages");

    public static readonly Parameter<SignaturePolicy> Signatures = Section.Add(new Parameter<SignaturePolicy>(
        new ChoiceRule<SignaturePolicy>(("off", SignaturePolicy.Off), ("warn", SignaturePolicy.Warn), ("enforce", SignaturePolicy.Enforce)),
        "edgeactors_package_signatures")
    {
        Default = Usual.Signatures,
        Meaning = "What is done about a package without a good signature: nothing, a warning, or it is refused",
        Besides = "`enforce` needs the next one",
    });

    public static readonly Parameter<string> Keys = Section.Add(new Parameter<string>(Rule.Folder, "sagemaker_edge_core_root_certs_path")
    {
        Meaning = "Folder of the public keys or certificates (`*.pem`) whose signatures count",
        Besides = "files that group or others may write, and links, are not used",
    });

    public static readonly Parameter<string> Buckets = Section.Add(new Parameter<string>(BucketList.Rule, "edgeactors_package_buckets")
    {
        DefaultWords = "the fleet's and that of captures",
        Meaning = "Further buckets that packages may be fetched from",
    });

    public static readonly Parameter<long> Bytes = Section.Add(new Parameter<long>(new SizeRule(Mega, Tera), "edgeactors_package_bytes")
    {
        Default = Usual.MaxBytes,
        Meaning = "Bytes of a package as it is fetched",
    });

    public static readonly Parameter<long> Unpacked = Section.Add(new Parameter<long>(new SizeRule(Mega, Tera), "edgeactors_package_unpacked")
    {
        Default = Usual.Unpacked.Bytes,
        Meaning = "Bytes of all files of a package",
    });

    public static readonly Parameter<int> Files = Section.Add(new Parameter<int>(Rule.Number(1, UnpackLimits.MostFiles), "edgeactors_package_files")
    {
        Default = Usual.Unpacked.Files,
        Meaning = "Files and folders in a package",
    });

    public static readonly Parameter<int> Ratio = Section.Add(new Parameter<int>(Rule.Number(1, UnpackLimits.MostRatio), "edgeactors_package_ratio")
    {
        Default = Usual.Unpacked.Ratio,
        Meaning = "How many times larger than the package its files may be",
        Besides = "16 MiB are allowed to any",
    });

    public static readonly Parameter<long> Reserve = Section.Add(new Parameter<long>(new SizeRule(Mega, Tera, "none"), "edgeactors_package_reserve")
    {
        Default = Usual.Reserve,
        Meaning = "Bytes of the disk that packages leave free",
    });

    public static readonly Parameter<TimeSpan> Stall = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(PackageOptions.LeastStall, PackageOptions.MostStall), "edgeactors_package_stall_seconds")
    {
        Default = Usual.Stall,
        Meaning = "How long a download may stand still; it goes on later",
    });
}
