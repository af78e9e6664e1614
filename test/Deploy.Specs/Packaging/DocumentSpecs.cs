using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeActors.Packaging;
using EdgeActors.Packaging.Contents;
using EdgeActors.Packaging.Documents;

namespace EdgeActors.Specs.Packaging;

/// <summary>Bill of materials and notices.</summary>
public sealed partial class DocumentSpecs : IDisposable
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeSeconds(1_764_340_000);
    private static readonly Product Ours = new("1.4.0", "linux-x64");

    private static readonly Component[] Parts =
    [
        new("wire", "1.0.0", "pkg:nuget/wire@1.0.0", "abcdef", new Licence("MIT", []), "Wire Ltd", ["store"]),
        new("store", "2.0.0", "pkg:nuget/store@2.0.0", "abcdef", new Licence(null, ["terms of the store"]), "Store people", []),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("licences-").FullName;

    [Fact]
    public void Same_parts_and_moment_give_the_same_bill()
    {
        Assert.Equal(Sbom.Write(Ours, Parts, Moment), Sbom.Write(Ours, Parts, Moment));
    }

    [Fact]
    public void Another_version_platform_part_or_moment_gives_another_serial_number()
    {
        string[] serials =
        [
            Serial(Ours, Parts, Moment),
            Serial(Ours with { Version = "1.4.1" }, Parts, Moment),
            Serial(Ours with { Rid = "win-x64" }, Parts, Moment),
            Serial(Ours, Parts[..1].Select(p => p with { DependsOn = [] }).ToArray(), Moment),
            Serial(Ours, Parts, Moment.AddSeconds(1)),
        ];

        Assert.Equal(serials.Length, serials.Distinct().Count());
        Assert.All(serials, s => Assert.Matches(Uuid(), s));
    }

    [Fact]
    public void Bill_has_what_the_format_demands()
    {
        using JsonDocument bill = JsonDocument.Parse(Sbom.Write(Ours, Parts, Moment));
        JsonElement root = bill.RootElement;

        Assert.Equal(("CycloneDX", "1.5", 1), (root.GetProperty("bomFormat").GetString(), root.GetProperty("specVersion").GetString(), root.GetProperty("version").GetInt32()));
        Assert.Equal("2025-11-28T14:26:40Z", root.GetProperty("metadata").GetProperty("timestamp").GetString());
        string[] names = [.. root.GetProperty("components").EnumerateArray()
            .Append(root.GetProperty("metadata").GetProperty("component"))
            .Select(c => c.GetProperty("bom-ref").GetString()!)];
        Assert.Equal(names.Length, names.Distinct().Count());
        string[] edges = [.. root.GetProperty("dependencies").EnumerateArray()
            .SelectMany(d => d.GetProperty("dependsOn").EnumerateArray().Select(o => o.GetString()!).Append(d.GetProperty("ref").GetString()!))];
        Assert.Empty(edges.Except(names));
        Assert.Empty(names.Except(edges));
    }

    [Fact]
    public void Notices_name_every_part_and_carry_every_text_once()
    {
        File.WriteAllText(Path.Combine(_folder, "MIT.txt"), "text of MIT\r\n");

        string notices = Notices.Write([.. Parts, Parts[0] with { Name = "wire2" }], new LicenceTexts(_folder));

        Assert.Contains("wire 1.0.0: MIT. Wire Ltd\n", notices, StringComparison.Ordinal);
        Assert.Contains("store 2.0.0: own licence, below. Store people\n", notices, StringComparison.Ordinal);
        Assert.Equal(2, notices.Split("text of MIT\n").Length);
        Assert.Equal(2, notices.Split("terms of the store\n").Length);
        Assert.DoesNotContain("\r", notices, StringComparison.Ordinal);
    }

    [Fact]
    public void A_licence_nobody_has_read_yet_stops_the_build()
    {
        PackagingException refusal = Assert.Throws<PackagingException>(() => Notices.Write(Parts, new LicenceTexts(_folder)));

        Assert.Contains("MIT", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs --epoch", "zip")]
    [InlineData("no pair", "zip", "--epoch")]
    [InlineData("no pair", "zip", "epoch", "1")]
    [InlineData("seconds since 1970", "zip", "--epoch", "yesterday")]
    [InlineData("seconds since 1970", "zip", "--epoch", "-1")]
    [InlineData("give a verb")]
    public void Wrong_arguments_are_told(string because, params string[] arguments)
    {
        PackagingException refusal = Assert.Throws<PackagingException>(() => Arguments.Parse(arguments).Epoch);

        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Serial(Product product, Component[] parts, DateTimeOffset moment)
    {
        using JsonDocument bill = JsonDocument.Parse(Sbom.Write(product, parts, moment));
        return bill.RootElement.GetProperty("serialNumber").GetString()!;
    }

    [GeneratedRegex(@"\Aurn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();
}
