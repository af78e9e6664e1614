using System.Text.Json;

namespace EdgeActors.Packaging.Contents;

/// <summary>What third parties' packages lie in a published folder, from the files that restored them.</summary>
internal static class ShippedParts
{
    /// <summary>NuGet packages with files at run time, the framework's runtime packs, and the engine.</summary>
    public static IReadOnlyList<Component> Of(string assets, string npmLock, string rid)
    {
        using JsonDocument nuget = JsonDocument.Parse(File.ReadAllBytes(assets));
        using JsonDocument npm = JsonDocument.Parse(File.ReadAllBytes(npmLock));
        string[] folders = [.. nuget.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        return
        [
            .. RestoredPackages.Of(nuget.RootElement, rid, folders)
                .Concat(RuntimePacks.Of(nuget.RootElement, rid, folders))
                .Append(EnginePackage.Of(npm.RootElement))
                .OrderBy(c => c.Name, StringComparer.Ordinal),
        ];
    }
}
