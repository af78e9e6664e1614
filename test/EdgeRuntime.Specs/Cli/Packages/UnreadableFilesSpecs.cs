using EdgeActors.Specs.Engines.Onnx.Loading;
using EdgeActors.Specs.Storage;
using static EdgeActors.Specs.Cli.Packages.PackageVerbs;

namespace EdgeActors.Specs.Cli.Packages;

/// <summary>Files named to <c>edgeactors package</c> that cannot be read are told apart by why.</summary>
public sealed class UnreadableFilesSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("gone", "there is no such file")]
    [InlineData("folder", "it is a folder")]
    public async Task Packages_and_keys_are_named_with_the_reason(string name, string why)
    {
        Directory.CreateDirectory(_place["folder"]);
        File.WriteAllBytes(_place["model.onnx"], OnnxBytes.Field(2, new byte[100]));
        string[] create = ["create", _place["model.onnx"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"]];
        string told = $"{_place[name]} cannot be read: {why}";

        Assert.Equal(told, await FailsAsync("verify", _place[name]));
        Assert.Equal(told, await FailsAsync("sign", _place[name], "--key", _place["key"]));
        Assert.Equal(told, await FailsAsync([.. create, "--sign", _place[name]]));
        await JsonAsync(create);
        Assert.Equal(told, await FailsAsync("sign", _place["m.tar.gz"], "--key", _place[name]));
    }
}
