using System.Xml.Linq;

namespace EdgeActors.Packaging.Contents;

/// <summary>A package as NuGet unpacked it.</summary>
internal static class PackageFolder
{
    private static readonly string[] Papers = ["LICENSE", "LICENSE.TXT", "LICENSE.MD", "NOTICE", "NOTICE.TXT", "THIRD-PARTY-NOTICES.TXT"];

    /// <summary>Where a package is; NuGet's folders have lower-case names.</summary>
    public static string Find(IEnumerable<string> folders, string path) =>
        folders.Select(f => Path.Combine(f, path.ToLowerInvariant())).FirstOrDefault(Directory.Exists)
        ?? throw new PackagingException($"the package '{path}' is in none of NuGet's folders; restore first.");

    /// <summary>The hash that NuGet keeps beside a package, in base64.</summary>
    public static string HashFile(string folder) => File.ReadAllText(Directory.GetFiles(folder, "*.nupkg.sha512").Single()).Trim();

    /// <summary>Name, version and terms, from its own description.</summary>
    public static Component Read(string folder, string sha512, IReadOnlyList<string> dependsOn)
    {
        XElement about = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        string name = Text(about, "id")!;
        string version = Text(about, "version")!;
        XElement? licence = Element(about, "license");
        bool isExpression = licence?.Attribute("type")?.Value == "expression";
        string[] papers = [.. Directory.GetFiles(folder)
            .Where(f => Papers.Contains(Path.GetFileName(f).ToUpperInvariant()))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)];
        if (!isExpression && papers.Length == 0)
        {
            throw new PackagingException($"{name} {version} states no licence; it cannot be passed on.");
        }

        return new Component(
            name,
            version,
            $"pkg:nuget/{name}@{version}",
            Convert.ToHexStringLower(Convert.FromBase64String(sha512)),
            new Licence(isExpression ? licence!.Value : null, papers),
            Text(about, "copyright") ?? Text(about, "authors"),
            dependsOn);
    }

    private static XElement? Element(XElement about, string name) => about.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string? Text(XElement about, string name) => Element(about, name)?.Value;
}
