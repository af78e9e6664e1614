using System.Text.Json;

namespace EdgeActors.Packaging.Contents;

/// <summary>The npm package that the inference engine's library comes from. Its JavaScript and what that needs are not published.</summary>
internal static class EnginePackage
{
    private const string Name = "onnxruntime-node";
    private const string Algorithm = "sha512-";

    /// <summary>Reads the entry of a <c>package-lock.json</c>.</summary>
    public static Component Of(JsonElement npmLock)
    {
        if (!npmLock.GetProperty("packages").TryGetProperty("node_modules/" + Name, out JsonElement entry))
        {
            throw new PackagingException($"the npm lock file has no {Name}.");
        }

        string version = entry.GetProperty("version").GetString()!;
        string integrity = entry.GetProperty("integrity").GetString()!;
        if (!integrity.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            throw new PackagingException($"the npm lock file has no SHA-512 of {Name}, but \"{integrity}\".");
        }

        return new Component(
            Name,
            version,
            $"pkg:npm/{Name}@{version}",
            Convert.ToHexStringLower(Convert.FromBase64String(integrity[Algorithm.Length..])),
            new Licence(entry.GetProperty("license").GetString()!, []),
            "Microsoft Corporation",
            []);
    }
}
