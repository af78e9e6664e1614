using System.Text;
using System.Text.Json;
using EdgeActors.Cli.Capture.Books;

namespace EdgeActors.Specs.Cli.Capture;

public sealed class DiskListingSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Folder_that_is_not_there_is_empty() => Assert.Equal(SinkView.Empty, DiskListing.Read(Path.Combine(_folder, "none"), "d"));

    [Fact]
    public void Records_of_the_device_are_found_at_any_depth()
    {
        Write("m/2026/11/22/20/a.jsonl", Record("one", "d") + "\n" + Record("two", "d") + "\n" + Record("other", "e") + "\n");
        Write("n/2026/11/22/21/b.jsonl", Record("three", "d"));
        Write("m/2026/11/22/20/raw-data/input-tensors/x.bin", "no manifest");
        Write("m/2026/11/22/20/.a.jsonl.tmp.jsonl", "half a rec");

        SinkView view = DiskListing.Read(_folder, "d");

        Assert.Equal(
            [("one", "m/2026/11/22/20/a.jsonl"), ("two", "m/2026/11/22/20/a.jsonl"), ("three", "n/2026/11/22/21/b.jsonl")], view.Captures.ToArray());
        Assert.Empty(view.MissingPayloads);
        Assert.Empty(view.Unreadable);
    }

    [Fact]
    public void Payloads_that_are_not_there_are_told()
    {
        string there = Write("there is one.bin", "data");
        string gone = new Uri(Path.Combine(_folder, "gone.bin")).AbsoluteUri;
        Write("a.jsonl", Record("one", "d", new Uri(there).AbsoluteUri, gone));

        Assert.Equal([(gone, "a.jsonl")], DiskListing.Read(_folder, "d").MissingPayloads.ToArray());
    }

    [Theory]
    [InlineData("{", 1)]
    [InlineData("[]", 1)]
    [InlineData("{}", 1)]
    [InlineData("{\"eventMetadata\":{\"eventId\":\"x\",\"deviceId\":\"d\"}}", 1)]
    [InlineData("\n\nnull\n", 3)]
    public void What_is_no_manifest_is_told_with_its_line(string text, int line)
    {
        Write("a.jsonl", text);

        Assert.Equal([("a.jsonl", $"line {line} is no record")], DiskListing.Read(_folder, "d").Unreadable.ToArray());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    private static string Record(string id, string device, params string[] references) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["deviceFleetAuxiliaryInputs"] = Array.Empty<object>(),
        ["deviceFleetAuxiliaryOutputs"] = Array.Empty<object>(),
        ["deviceFleetInputs"] = references.Select(reference => new Dictionary<string, string> { ["data-ref"] = reference, ["name"] = "t" }),
        ["deviceFleetOutputs"] = new[] { new Dictionary<string, string> { ["data"] = "AAAA", ["name"] = "t" } },
        ["eventMetadata"] = new Dictionary<string, string> { ["deviceId"] = device, ["eventId"] = id },
        ["eventVersion"] = "0",
    });
}
