using System.Text.Json;

namespace EdgeActors.Packaging.Contents;

/// <summary>The framework's own packages, which a self-contained program carries and which are no dependency of any project.</summary>
internal static class RuntimePacks
{
    /// <summary>Reads the downloads of <c>project.assets.json</c>.</summary>
    public static IEnumerable<Component> Of(JsonElement assets, string rid, IReadOnlyList<string> folders) =>
        from framework in assets.GetProperty("project").GetProperty("frameworks").EnumerateObject()
        where framework.Value.TryGetProperty("downloadDependencies", out _)
        from download in framework.Value.GetProperty("downloadDependencies").EnumerateArray()
        let name = download.GetProperty("name").GetString()!
        where name.EndsWith(".Runtime." + rid, StringComparison.Ordinal)
        let version = download.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0]
        let folder = PackageFolder.Find(folders, $"{name}/{version}")
        select PackageFolder.Read(folder, PackageFolder.HashFile(folder), []);
}
