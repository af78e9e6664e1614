using System.Text;
using EdgeActors.Capture;
using EdgeActors.Capture.Layout;
using EdgeActors.Specs.CaptureReading;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Capture.Layout;

public sealed class CaptureKeysProperties(ITestOutputHelper output)
{
    private const ulong Seed = 20260301;

    private static readonly string Root = Path.GetFullPath("/srv/capture");

    private static readonly Gen<string> Piece = Gen.Elements(
        "a", "Z9", ".", "..", "/", "\\", "../", "/etc", "\n", "\r\n", "\0", "\u001b[2J", "\u2028", "%2e%2e", "\ud800", "\ud83d\ude00", "é",
        ":", "model\n", " ", "~", "-0-", "con", new string('x', 300), "..\u202e", "raw-data", ".jsonl");

    private static readonly Gen<string> Name =
        from length in Gen.Choose(0, 6)
        from pieces in Gen.ArrayOf(Piece, length)
        select string.Concat(pieces);

    private static readonly Gen<(string Prefix, string Fleet, string Model, string Id, string Type)> Hostile =
        from prefix in Name
        from fleet in Name
        from model in Name
        from id in Name
        from type in Name
        select (prefix, fleet, model, id, type);

    [Fact]
    public void Keys_stay_below_prefix_and_fleet_whatever_the_names_are()
    {
        output.WriteLine($"seed {Seed}");
        Config config = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(Seed, 1);

        Prop.ForAll(Hostile.ToArbitrary(), names => Keys(names).All(IsSafe) && Reads(names)).Check(config);
    }

    [Fact]
    public void Different_names_make_different_parts()
    {
        output.WriteLine($"seed {Seed}");
        Config config = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(Seed, 1);

        Prop.ForAll(Name.ToArbitrary(), Name.ToArbitrary(), (one, other) =>
            Utf8(one).SequenceEqual(Utf8(other)) == (KeySegment.Of(one, 128) == KeySegment.Of(other, 128))).Check(config);
    }

    [Fact]
    public async Task Common_names_stay_as_they_are()
    {
        LayoutOptions options = Captures.Options with { FolderPrefix = "/a//b.c/", FleetName = "Fleet_1" };

        BatchObjects objects = await options.Render(Captures.One(model: "mobilenet-v2_1.0"));

        Assert.StartsWith("a/b.c/Fleet_1/mobilenet-v2_1.0/2026/03/01/23/", objects.Manifests[0].Key);
    }

    [Fact]
    public async Task An_empty_prefix_is_left_out()
    {
        BatchObjects objects = await (Captures.Options with { FolderPrefix = "" }).Render(Captures.One());

        Assert.StartsWith("fleet-1/net/2026/03/01/23/", objects.Manifests[0].Key);
    }

    private static BatchObjects Render((string Prefix, string Fleet, string Model, string Id, string Type) names)
    {
        LayoutOptions options = new() { FolderPrefix = names.Prefix, FleetName = names.Fleet, DeviceName = names.Id, EmbedLimit = 1 };
        CapturedData capture = Captures.One(1, names.Id, names.Model, items: [.. Enum.GetValues<CaptureItemKind>().Select(kind =>
            Captures.Item(kind, 2, kind is CaptureItemKind.InputTensor or CaptureItemKind.OutputTensor ? "Tensor[UINT8; 2]" : names.Type))]);
        return options.Render(capture).GetAwaiter().GetResult();
    }

    private static IEnumerable<string> Keys((string, string, string, string, string) names)
    {
        BatchObjects objects = Render(names);
        return objects.Payloads.Select(p => p.Key).Concat(objects.Manifests.Select(m => m.Key));
    }

    private static bool IsSafe(string key)
    {
        string[] parts = key.Split('/');
        return key.Length <= 1024
            && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/')
            && parts.All(part => part.Length is > 0 and <= 255 && part[0] != '.')
            && Path.GetFullPath(Path.Combine(Root, key)) == $"{Root}/{key}";
    }

    // One line of JSON per record, and every reference resolves.
    private static bool Reads((string Prefix, string Fleet, string Model, string Id, string Type) names)
    {
        BatchObjects objects = Render(names);
        Dictionary<string, byte[]> bucket = objects.Manifests.ToDictionary(m => m.Key, m => m.Content.ToArray());
        foreach (PayloadObject payload in objects.Payloads)
        {
            bucket.Add(payload.Key, new byte[payload.Length]);
        }

        string manifest = objects.Manifests[0].Key;
        string prefix = string.Join('/', manifest.Split('/')[..^7]);
        ReadCapture read = Assert.Single(new CaptureReader(prefix, r => r["s3://bucket/".Length..], 1).Read(CaptureListing.Of(bucket)));
        return Utf8(read.CaptureId).SequenceEqual(Utf8(names.Id)) && read.Items.Length == 4;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
