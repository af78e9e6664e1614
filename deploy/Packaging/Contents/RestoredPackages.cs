using System.Text.Json;

namespace EdgeActors.Packaging.Contents;

/// <summary>The NuGet packages of which something is published.</summary>
internal static class RestoredPackages
{
    private static readonly string[] AtRunTime = ["runtime", "native", "runtimeTargets"];

    /// <summary>Reads the target of a platform in <c>project.assets.json</c>.</summary>
    public static IEnumerable<Component> Of(JsonElement assets, string rid, IReadOnlyList<string> folders)
    {
        JsonProperty target = assets.GetProperty("targets").EnumerateObject().FirstOrDefault(t => t.Name.EndsWith("/" + rid, StringComparison.Ordinal));
        if (target.Value.ValueKind != JsonValueKind.Object)
        {
            throw new PackagingException($"nothing was restored for {rid}; publish for it first.");
        }

        Dictionary<string, JsonElement> packages = target.Value.EnumerateObject()
            .Where(p => p.Value.GetProperty("type").GetString() == "package")
            .ToDictionary(p => p.Name, p => p.Value);
        HashSet<string> shipped = [.. packages.Where(p => IsShipped(p.Value)).Select(p => NameOf(p.Key))];
        foreach ((string key, JsonElement package) in packages.Where(p => shipped.Contains(NameOf(p.Key))))
        {
            JsonElement library = assets.GetProperty("libraries").GetProperty(key);
            string folder = PackageFolder.Find(folders, library.GetProperty("path").GetString()!);
            yield return PackageFolder.Read(
                folder,
                library.GetProperty("sha512").GetString()!,
                [.. DependenciesOf(package).Where(shipped.Contains)]);
        }
    }

    // A package that only compiles or analyses has no such files, or a placeholder.
    private static bool IsShipped(JsonElement package) => AtRunTime
        .Where(kind => package.TryGetProperty(kind, out _))
        .SelectMany(kind => package.GetProperty(kind).EnumerateObject())
        .Any(file => !file.Name.EndsWith("_._", StringComparison.Ordinal));

    private static IEnumerable<string> DependenciesOf(JsonElement package) =>
        package.TryGetProperty("dependencies", out JsonElement on) ? on.EnumerateObject().Select(d => d.Name) : [];

    private static string NameOf(string key) => key.Split('/')[0];
}
