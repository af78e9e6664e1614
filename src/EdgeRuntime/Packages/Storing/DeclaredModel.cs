using System.Text.RegularExpressions;
using EdgeActors.Models.Package;

namespace EdgeActors.Packages.Storing;

/// <summary>What a package calls its model, as far as a heartbeat may say it (contract §5.2).</summary>
internal static partial class DeclaredModel
{
    private const int ShortestName = 4;
    private const int LongestName = 255;

    /// <summary>Name and version by their rules; null each where the package says nothing or nothing legal.</summary>
    public static (string? Name, string? Version) Of(PackageManifest manifest) =>
        (manifest.Name is { Length: >= ShortestName and <= LongestName } name && Name().IsMatch(name) ? name : null,
         manifest.Version is { } version && Version().IsMatch(version) ? version : null);

    // Written so that it cannot be made to backtrack.
    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-zA-Z0-9 _.]{1,64}\z")]
    private static partial Regex Version();
}
