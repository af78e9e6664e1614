using System.Diagnostics;
using EdgeActors.Packages;
using EdgeActors.Packages.Sources;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Packages.Sources;

public sealed class FolderPackageSourceSpecs : IDisposable
{
    private const string Prefix = "fleets/f/";
    private const string Url = "packages/a.tar.gz";

    private readonly TemporaryFolder _place = new();
    private readonly FolderPackageSource _source;

    public FolderPackageSourceSpecs()
    {
        Directory.CreateDirectory(_place["tree/fleets/f/packages"]);
        Directory.CreateDirectory(_place["out"]);
        File.WriteAllText(_place["tree/fleets/f/packages/a.tar.gz"], "0123456789");
        File.WriteAllText(_place["out/secret"], "secret");
        _source = new FolderPackageSource(_place["tree"], Prefix, FileCalls.ForSharedFolders());
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_package_is_read_from_where_it_is_asked_for()
    {
        (string whole, PackageStream first) = await ReadAsync(Url);
        (string rest, PackageStream second) = await ReadAsync(Url, 4, first.Version);

        Assert.Equal("0123456789", whole);
        Assert.Equal((0, 10), (first.Offset, first.TotalBytes));
        Assert.Equal("456789", rest);
        Assert.Equal((4, 10, first.Version), (second.Offset, second.TotalBytes, second.Version));
    }

    [Fact]
    public async Task Another_content_is_another_version_and_read_from_its_begin()
    {
        (_, PackageStream before) = await ReadAsync(Url);
        File.WriteAllText(_place["tree/fleets/f/packages/a.tar.gz"], "abcdefghij");
        File.SetLastWriteTimeUtc(_place["tree/fleets/f/packages/a.tar.gz"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (string whole, PackageStream after) = await ReadAsync(Url, 4, before.Version);

        Assert.Equal("abcdefghij", whole);
        Assert.NotEqual(before.Version, after.Version);
    }

    [Theory]
    [InlineData("packages/missing", false)]
    [InlineData("packages", false)]
    [InlineData("packages/a.tar.gz/x", false)]
    [InlineData("../../../out/secret", false)]
    [InlineData("/etc/passwd", false)]
    public async Task What_is_no_file_of_the_tree_is_refused(string url, bool isTransient) =>
        Assert.Equal(isTransient, (await Assert.ThrowsAsync<PackageSourceException>(() => _source.OpenAsync(url, 0, null, default))).IsTransient);

    [Fact]
    public async Task What_is_missing_is_told_once_with_its_path()
    {
        PackageSourceException missing = await Assert.ThrowsAsync<PackageSourceException>(() => _source.OpenAsync("packages/missing", 0, null, default));
        PackageSourceException noStick = await Assert.ThrowsAsync<PackageSourceException>(
            () => new FolderPackageSource(_place["gone"], Prefix, FileCalls.ForSharedFolders()).OpenAsync(Url, 0, null, default));

        Assert.Equal($"cannot open {_place["tree"]}/fleets/f/packages/missing: No such file or directory (errno 2)", missing.Message);
        Assert.Equal(
            $"cannot open the folder {_place["gone"]}: No such file or directory (errno 2); mount it, or let the agent's user read it", noStick.Message);
    }

    [Fact]
    public async Task A_file_that_is_cut_while_it_is_read_ends_where_it_is_cut()
    {
        PackageStream opened = await _source.OpenAsync(Url, 0, null, default);
        await using Stream content = opened.Content;
        File.WriteAllText(_place["tree/fleets/f/packages/a.tar.gz"], "0123");

        byte[] bytes = new byte[20];
        Assert.Equal(4, await content.ReadAtLeastAsync(bytes, 20, throwOnEndOfStream: false));
    }

    [Fact]
    public async Task No_link_leads_out_wherever_it_is()
    {
        File.CreateSymbolicLink(_place["tree/fleets/f/packages/link"], _place["out/secret"]);
        Directory.CreateSymbolicLink(_place["tree/fleets/f/linked"], _place["out"]);
        Directory.CreateSymbolicLink(_place["tree/fleets/g"], _place["out"]);
        FolderPackageSource above = new(_place["tree"], "fleets/g/", FileCalls.ForSharedFolders());

        foreach ((FolderPackageSource source, string url) in ((FolderPackageSource, string)[])[(_source, "packages/link"), (_source, "linked/secret"), (above, "secret")])
        {
            PackageSourceException refused = await Assert.ThrowsAsync<PackageSourceException>(() => source.OpenAsync(url, 0, null, default));
            Assert.False(refused.IsTransient);
        }
    }

    [Fact]
    public async Task The_folder_itself_may_be_a_link_of_the_administrators()
    {
        Directory.CreateSymbolicLink(_place["stick"], _place["tree"]);
        FolderPackageSource linked = new(_place["stick"], Prefix, FileCalls.ForSharedFolders());

        await using Stream content = (await linked.OpenAsync(Url, 0, null, default)).Content;
        Assert.Equal(10, content.Length);
    }

    [Fact]
    public async Task A_pipe_is_refused_and_never_waited_for()
    {
        using Process made = Process.Start("mkfifo", _place["tree/fleets/f/packages/pipe"]);
        await made.WaitForExitAsync();

        PackageSourceException refused = await Assert.ThrowsAsync<PackageSourceException>(() => _source.OpenAsync("packages/pipe", 0, null, default));

        Assert.Contains("no regular file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stick_that_is_not_in_may_come_back()
    {
        FolderPackageSource gone = new(_place["gone"], Prefix, FileCalls.ForSharedFolders());

        Assert.True((await Assert.ThrowsAsync<PackageSourceException>(() => gone.OpenAsync(Url, 0, null, default))).IsTransient);
    }

    private async Task<(string Content, PackageStream Stream)> ReadAsync(string url, long offset = 0, string? version = null)
    {
        PackageStream opened = await _source.OpenAsync(url, offset, version, default);
        using StreamReader reader = new(opened.Content);
        return (await reader.ReadToEndAsync(), opened);
    }
}
