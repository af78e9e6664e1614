using System.Text;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.PeriodicUpload;

namespace EdgeActors.Specs.Storage.PeriodicUpload;

public sealed class UploadPartsSpecs : IDisposable
{
    private static readonly UploadedNames Nothing = new([], []);

    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Payloads_go_before_manifests_and_what_is_done_not_at_all()
    {
        string[] names = ["h/b.jsonl", "h/raw-data/x/2.bin", "h/a.jsonl", "h/raw-data/x/1.bin", "h/done", "h/aside", "h/no\nkey"];

        IReadOnlyList<string> order = UploadPlan.Order(names, new UploadedNames(["h/done"], ["h/aside"]));

        Assert.Equal(["h/raw-data/x/1.bin", "h/raw-data/x/2.bin", "h/a.jsonl", "h/b.jsonl"], order);
    }

    [Theory]
    [InlineData("p/f/m/2026/03/01/12/raw-data/input-tensors/x.bin", "p/f/m/2026/03/01/12")]
    [InlineData("p/f/m/2026/03/01/12/x.jsonl", "p/f/m/2026/03/01/12")]
    [InlineData("x", "")]
    public void A_file_belongs_to_its_hour(string name, string folder)
    {
        Assert.Equal(folder, UploadPlan.HourFolder(name));
    }

    [Fact]
    public void A_manifest_goes_when_its_payloads_are_there_or_never_will_be()
    {
        UploadedNames known = new(["up"], ["aside"]);

        Assert.True(UploadPlan.MayGo(["up", "aside", "gone"], known, key => key != "gone"));
        Assert.False(UploadPlan.MayGo(["up", "waiting"], known, _ => true));
        Assert.True(UploadPlan.MayGo([], Nothing, _ => true));
    }

    [Fact]
    public void Only_references_into_the_folder_are_rewritten()
    {
        string manifest = """
            {"a":[{"data-ref":"file:///srv/k/1","encoding":"NONE"},{"data-ref" : "file:\/\/\/srv/k/2"}],"data":"file:///srv/k/3"}
            not json "data-ref":"file:///srv/k/4"
            {"data-ref":"file:///elsewhere/5","x":["data-ref","file:///srv/k/6"]}
            """ + "\n";

        RewrittenManifest rewritten = ManifestReferences.Rewrite(Encoding.UTF8.GetBytes(manifest), "file:///srv/", key => "s3://b/" + key);

        Assert.Equal(["k/1", "k/2"], rewritten.Keys);
        Assert.Equal(
            manifest.Replace("file:///srv/k/1", "s3://b/k/1", StringComparison.Ordinal).Replace("""file:\/\/\/srv/k/2""", "s3://b/k/2", StringComparison.Ordinal),
            Encoding.UTF8.GetString(rewritten.Content.Span));
    }

    [Theory]
    [InlineData("\u00FF")]
    [InlineData("\\ud800")]
    public void A_reference_that_is_no_text_goes_as_it_is(string notText)
    {
        byte[] first = Encoding.Latin1.GetBytes($$"""[{"data-ref":"file:///srv/k/1"},{"data-ref":"file:///srv/a{{notText}}"}]""" + "\n");
        byte[] second = """{"data-ref":"file:///srv/k/2"}"""u8.ToArray();

        RewrittenManifest rewritten = ManifestReferences.Rewrite((byte[])[.. first, .. second], "file:///srv/", key => "s3://b/" + key);

        Assert.Equal(["k/2"], rewritten.Keys);
        Assert.Equal([.. first, .. """{"data-ref":"s3://b/k/2"}"""u8], rewritten.Content.ToArray());
    }

    [Fact]
    public void A_torn_line_of_the_list_costs_itself_only()
    {
        UploadedList list = new(new DurableFolder(_place.Path, FileCalls.ForThisSystem()));
        list.Add("h", ["h/1"], []);
        File.AppendAllText(_place[".uploaded/h/.list"], "\n+h/to");

        UploadedNames torn = list.Read("h");
        list.Add("h", ["h/2"], ["h/3"]);
        UploadedNames later = list.Read("h");

        Assert.Equal(["h/1"], torn.Uploaded);
        Assert.Superset(new HashSet<string> { "h/1", "h/2" }, later.Uploaded);
        Assert.Equal(["h/3"], later.SetAside);
        Assert.Empty(list.Read("other").Uploaded);
    }

    [Fact]
    public void Folders_that_did_not_change_are_not_listed_again()
    {
        Directory.CreateDirectory(_place["a/b"]);
        File.WriteAllText(_place["a/b/1"], "");
        foreach (string folder in new[] { "a/b", "a", "" })
        {
            Directory.SetLastWriteTimeUtc(_place[folder], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        CaptureWalk walk = new(_place.Path, TimeProvider.System);
        IGrouping<string, string> hour = Assert.Single(walk.Changed());
        walk.Finish(hour.Key, hour);
        long listed = walk.Listed;
        IReadOnlyList<IGrouping<string, string>> unchanged = walk.Changed();
        long again = walk.Listed;
        File.WriteAllText(_place["a/b/2"], "");
        IReadOnlyList<IGrouping<string, string>> changed = walk.Changed();

        Assert.Empty(unchanged);
        Assert.Equal((3L, 3L + 2), (listed, again));
        Assert.Equal(["a/b/1", "a/b/2"], Assert.Single(changed).Order());
    }

    [Fact]
    public void Options_have_defaults_and_ranges()
    {
        PeriodicUploadOptions options = new() { Folder = "/srv/capture" };
        PeriodicUploadOptions wrong = new()
        {
            Folder = "x",
            Period = TimeSpan.Zero,
            ObjectsPerSecond = 0,
            MostRefusals = 0,
            LongestPause = TimeSpan.FromDays(2),
            LargestManifestBytes = 0,
        };

        Assert.Empty(options.Faults());
        Assert.Equal((8, 50, true, 3, 60), (options.Period.Seconds, options.ObjectsPerSecond, options.KeepUploaded, options.MostRefusals, options.LongestPause.TotalSeconds));
        Assert.Equal(
            ["Folder", "Period", "ObjectsPerSecond", "MostRefusals", "LongestPause", "LargestManifestBytes"],
            wrong.Faults().Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)]));
    }
}
