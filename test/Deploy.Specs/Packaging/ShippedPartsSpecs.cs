using EdgeActors.Packaging;
using EdgeActors.Packaging.Contents;

namespace EdgeActors.Specs.Packaging;

/// <summary>Which packages count as shipped, from restore files of a made-up product.</summary>
public sealed class ShippedPartsSpecs : IDisposable
{
    private const string Hash = "q83v";
    private readonly string _folder = Directory.CreateTempSubdirectory("parts-").FullName;

    public ShippedPartsSpecs()
    {
        Package("wire", "1.0.0", "<license type=\"expression\">MIT</license><copyright>Wire Ltd</copyright>");
        Package("store", "2.0.0", "<license type=\"file\">LICENSE.txt</license><authors>Store people</authors>", "terms of the store");
        Package("generator", "3.0.0", "<license type=\"expression\">MIT</license>");
        Package("frame.runtime.linux-x64", "10.0.1", "<license type=\"expression\">MIT</license>");
        File.WriteAllText(Path.Combine(_folder, "frame.runtime.linux-x64", "10.0.1", "frame.nupkg.sha512"), Hash);
    }

    [Fact]
    public void Packages_with_files_at_run_time_runtime_packs_and_the_engine_count()
    {
        IReadOnlyList<Component> parts = Parts();

        Assert.Equal(["frame.runtime.linux-x64", "onnxruntime-node", "store", "wire"], parts.Select(p => p.Name));
        Assert.Equal(["pkg:nuget/frame.runtime.linux-x64@10.0.1", "pkg:npm/onnxruntime-node@1.30.0", "pkg:nuget/store@2.0.0", "pkg:nuget/wire@1.0.0"], parts.Select(p => p.Purl));
        Assert.All(parts, p => Assert.Equal("abcdef", p.Sha512));
    }

    [Fact]
    public void Terms_are_the_packages_own()
    {
        IReadOnlyList<Component> parts = Parts();

        Assert.Equal(("MIT", "Wire Ltd"), (parts[^1].Licence.Expression, parts[^1].Copyright));
        Assert.Equal((null, "Store people"), (parts[^2].Licence.Expression, parts[^2].Copyright));
        Assert.Equal(["terms of the store"], parts[^2].Licence.Texts);
    }

    [Fact]
    public void Dependencies_on_what_is_not_shipped_are_left_out()
    {
        Assert.Equal(["store"], Parts()[^1].DependsOn);
    }

    [Fact]
    public void A_package_without_terms_is_not_passed_on()
    {
        File.Delete(Path.Combine(_folder, "store", "2.0.0", "LICENSE.txt"));

        PackagingException refusal = Assert.Throws<PackagingException>(() => Parts());

        Assert.Contains("store 2.0.0 states no licence", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Platform_that_was_not_restored_is_named()
    {
        PackagingException refusal = Assert.Throws<PackagingException>(() => Parts("linux-arm64"));

        Assert.Contains("linux-arm64", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<Component> Parts(string rid = "linux-x64")
    {
        string assets = Path.Combine(_folder, "project.assets.json");
        File.WriteAllText(assets, $$"""
            {
              "targets": {
                "net10.0": {},
                "net10.0/linux-x64": {
                  "wire/1.0.0": { "type": "package", "runtime": { "lib/wire.dll": {} }, "dependencies": { "store": "2.0.0", "generator": "3.0.0" } },
                  "store/2.0.0": { "type": "package", "runtime": { "lib/_._": {} }, "native": { "runtimes/linux-x64/native/libstore.so": {} } },
                  "generator/3.0.0": { "type": "package", "runtime": { "lib/_._": {} } },
                  "Ours/1.0.0": { "type": "project", "runtime": { "bin/Ours.dll": {} } }
                }
              },
              "libraries": {
                "wire/1.0.0": { "sha512": "{{Hash}}", "path": "wire/1.0.0" },
                "store/2.0.0": { "sha512": "{{Hash}}", "path": "store/2.0.0" },
                "generator/3.0.0": { "sha512": "{{Hash}}", "path": "generator/3.0.0" }
              },
              "packageFolders": { {{System.Text.Json.JsonSerializer.Serialize(_folder)}}: {} },
              "project": { "frameworks": { "net10.0": { "downloadDependencies": [
                { "name": "Frame.Runtime.linux-x64", "version": "[10.0.1, 10.0.1]" },
                { "name": "Frame.Compiler.linux-x64", "version": "[10.0.1, 10.0.1]" }
              ] } } }
            }
            """);
        string npmLock = Path.Combine(_folder, "package-lock.json");
        File.WriteAllText(npmLock, $$"""{ "packages": { "node_modules/onnxruntime-node": { "version": "1.30.0", "integrity": "sha512-{{Hash}}", "license": "MIT" } } }""");
        return ShippedParts.Of(assets, npmLock, rid);
    }

    private void Package(string name, string version, string terms, string? paper = null)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name, version)).FullName;
        File.WriteAllText(
            Path.Combine(folder, name + ".nuspec"),
            $"<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata><id>{name}</id><version>{version}</version>{terms}</metadata></package>");
        if (paper is not null)
        {
            File.WriteAllText(Path.Combine(folder, "LICENSE.txt"), paper);
        }
    }
}
