using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>Decides what goes when; knows neither disk nor cloud.</summary>
internal static class UploadPlan
{
    private const string RawData = "/raw-data/";

    /// <summary>The hour's folder that a file belongs to: where its manifest is.</summary>
    public static string HourFolder(string name)
    {
        int raw = name.IndexOf(RawData, StringComparison.Ordinal);
        return raw >= 0 ? name[..raw] : LeftOvers.FolderPart(name);
    }

    /// <summary>
    /// The files of one hour still to be put: payloads first, manifests last, otherwise by name. Names that are no keys are left out.
    /// </summary>
    public static IReadOnlyList<string> Order(IEnumerable<string> names, UploadedNames known) =>
    [
        .. names.Where(name => !known.IsFinished(name) && ObjectKey.Fault(name) is null)
            .OrderBy(name => ObjectKey.IsManifest(name) ? 1 : 0)
            .ThenBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Whether a manifest may go: everything it refers to is in the cloud, or will never be (set aside, or gone from the folder).
    /// </summary>
    public static bool MayGo(IEnumerable<string> references, UploadedNames known, Func<string, bool> exists) =>
        references.All(key => known.IsFinished(key) || !exists(key));
}

/// <summary>What is known of one hour's files.</summary>
/// <param name="Uploaded">Names of files that the cloud has.</param>
/// <param name="SetAside">Names of files that it never takes.</param>
internal sealed record UploadedNames(HashSet<string> Uploaded, HashSet<string> SetAside)
{
    /// <summary>Whether there is nothing more to do for the file.</summary>
    public bool IsFinished(string name) => Uploaded.Contains(name) || SetAside.Contains(name);
}
