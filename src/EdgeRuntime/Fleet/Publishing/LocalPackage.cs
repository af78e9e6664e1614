using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Publishing;

/// <summary>A package on the operator's disk, looked through.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha1">As the wire demands; lower-case hex.</param>
/// <param name="Sha256">What really counts; lower-case hex.</param>
/// <param name="Name">What it calls itself; null when it does not.</param>
/// <param name="Version">Its version; null when it names none.</param>
internal sealed record LocalPackage(string Path, long Bytes, string Sha1, string Sha256, string? Name, string? Version)
{
    private const string NoVersion = "0";

    /// <summary>The detached signature beside it; null when there is none.</summary>
    public string? Signature => File.Exists(Path + ".dsse") ? Path + ".dsse" : null;

    /// <summary>How documents name it in the tree.</summary>
    /// <param name="handle">Stands for the name of a package that has none.</param>
    public string UrlFor(string handle) => FleetTree.PackageUrl(Name ?? handle, Version ?? NoVersion, Sha256);
}
