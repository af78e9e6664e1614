using EdgeActors.Deployment;
using EdgeActors.Specs.Packages.Fakes;

namespace EdgeActors.Specs.Packages.Unpacking;

/// <summary>Experiment C11: whatever a package tries, it is refused with the reason, and nothing of it stays anywhere.</summary>
public sealed class HostilePackageSpecs
{
    public static TheoryData<string> Attempts => [.. HostileArchives.All.Keys];

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Hostile_packages_are_refused_and_leave_nothing(string attempt)
    {
        using StoreBench bench = new();
        (string reason, Func<byte[]> make) = HostileArchives.All[attempt];

        StoreFault fault = await bench.RefusedAsync(make());

        Assert.False(fault.IsTransient);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Files);
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench["models/mnist"]));
    }

    [Theory]
    [InlineData("tar bomb")]
    [InlineData("zip bomb")]
    [InlineData("bomb of many files")]
    [InlineData("length of a terabyte")]
    [InlineData("zip that is longer than it says")]
    public void Bombs_are_stopped_before_a_byte_too_many_is_written(string bomb)
    {
        MemoryTarget target = new();
        byte[] package = HostileArchives.All[bomb].Make();

        Assert.Throws<EdgeActors.Packages.PackageException>(() => UnpackerSpecs.Unpack(package, target));

        Assert.InRange(target.Written, 0, EdgeActors.Packages.Unpacking.UnpackLimits.UnjudgedBytes);
    }

    [Fact]
    public async Task What_is_refused_does_no_harm_to_what_is_there()
    {
        using StoreBench bench = new();
        StoredPackage good = await bench.FetchAsync(StoreBench.Package());

        foreach ((_, Func<byte[]> make) in HostileArchives.All.Values.Take(12))
        {
            await bench.RefusedAsync(make());
        }

        Assert.Null(await bench.Store.VerifyAsync(good.Folder, default));
    }
}
