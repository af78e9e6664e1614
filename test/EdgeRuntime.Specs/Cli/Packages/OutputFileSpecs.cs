using EdgeActors.Cli;
using EdgeActors.Cli.Packages;
using EdgeActors.Specs.Storage;
using EdgeActors.Specs.Storage.Files;

namespace EdgeActors.Specs.Cli.Packages;

public sealed class OutputFileSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_secret_does_not_go_into_a_folder_of_another_user()
    {
        CommandFailure refused = await Assert.ThrowsAsync<CommandFailure>(
            () => OutputFile.WriteSecretAsync(_place["release.key.pem"], static target => target.Write("secret"u8), new FaultyCalls { OtherUser = 4711 }));

        Assert.Contains("belongs to another user", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--output", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_place.Files);
    }

    [Fact]
    public async Task A_folder_may_be_named_by_a_link()
    {
        Directory.CreateDirectory(_place["real"]);
        Directory.CreateSymbolicLink(_place["link"], _place["real"]);

        await OutputFile.WriteAsync(_place["link/package"], static target => target.Write("bytes"u8));
        await OutputFile.WriteAsync(_place["new/package"], static target => target.Write("bytes"u8));

        Assert.Equal("bytes", File.ReadAllText(_place["real/package"]));
        Assert.Equal("bytes", File.ReadAllText(_place["new/package"]));
    }
}
