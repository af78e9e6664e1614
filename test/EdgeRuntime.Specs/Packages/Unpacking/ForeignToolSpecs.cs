using System.Diagnostics;
using EdgeActors.Packages;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Packages.Unpacking;

/// <summary>What the system's tar writes in each of its forms is read as it was meant.</summary>
public sealed class ForeignToolSpecs : IDisposable
{
    private static readonly string Deep = string.Join('/', Enumerable.Repeat(new string('d', 50), 4));

    private readonly TemporaryFolder _place = new();

    public ForeignToolSpecs()
    {
        Directory.CreateDirectory(_place[$"model/{Deep}"]);
        File.WriteAllBytes(_place["model/model.onnx"], [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))]);
        File.WriteAllText(_place[$"model/{Deep}/labels.txt"], "0 1 2");
        File.WriteAllText(_place["model/empty"], "");
    }

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("gnu", "-cf")]
    [InlineData("gnu", "-czf")]
    [InlineData("pax", "-czf")]
    [InlineData("posix", "-cf")]
    [InlineData("ustar", "-czf")]
    public async Task Tars_of_the_systems_tool_are_read(string form, string how)
    {
        await RunAsync("tar", $"--format={form}", how, _place["p"], "-C", _place["model"], ".");
        MemoryTarget target = new();

        IReadOnlyList<PackageFile> files = UnpackerSpecs.Unpack(File.ReadAllBytes(_place["p"]), target);

        Assert.Equal([$"{Deep}/labels.txt", "empty", "model.onnx"], files.Select(file => file.Name));
        Assert.Equal(File.ReadAllBytes(_place["model/model.onnx"]), target["model.onnx"]);
    }

    [Fact]
    public async Task Its_links_and_sparse_files_are_refused()
    {
        File.CreateSymbolicLink(_place["model/link"], "model.onnx");
        await RunAsync("tar", "-cf", _place["links"], "-C", _place["model"], "link");
        await RunAsync("ln", _place["model/model.onnx"], _place["model/hard"]);
        await RunAsync("tar", "-cf", _place["hard"], "-C", _place["model"], "model.onnx", "hard");
        await RunAsync("truncate", "-s", "10M", _place["model/sparse"]);
        await RunAsync("tar", "-S", "-cf", _place["sparse"], "-C", _place["model"], "sparse");

        foreach ((string package, string reason) in ((string, string)[])[("links", "symbolic link"), ("hard", "hard link"), ("sparse", "sparse")])
        {
            PackageException refused = Assert.Throws<PackageException>(() => UnpackerSpecs.Unpack(File.ReadAllBytes(_place[package]), new MemoryTarget()));
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
