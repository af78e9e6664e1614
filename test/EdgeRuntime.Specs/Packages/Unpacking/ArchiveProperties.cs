using EdgeActors.Packages;
using EdgeActors.Packages.Unpacking;
using EdgeActors.Specs.Packages.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Packages.Unpacking;

/// <summary>Bytes changed at random: a package is read or refused, never anything else, and whatever is read has names and sizes within the limits.</summary>
public sealed class ArchiveProperties
{
    private const ulong Seed = 20261128;

    private static readonly UnpackLimits Limits = new() { Files = 20, Bytes = 1 << 20 };

    private static readonly byte[][] Packages =
    [
        Tar(), RawTar.Gzip(Tar()),
        RawZip.Of(("model.onnx", new byte[3000]), ("more/labels.txt", "0 1 2"u8.ToArray()), ("c", [])),
    ];

    private static readonly Gen<(int Kind, (int Place, int Value)[] Changes, int Cut)> Mutations =
        from kind in Gen.Choose(0, Packages.Length - 1)
        from count in Gen.Choose(1, 6)
        from changes in Gen.ArrayOf(
            from place in Gen.Choose(0, 20_000)
            from value in Gen.Frequency((3, Gen.Choose(0, 255)), (2, Gen.Elements(0, (int)'/', '.', '\\', '1', '2', '7', 'x', 'L', 0xFF)))
            select (place, value), count)
        from cut in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(1, 3000)))
        select (kind, changes, cut);

    [Fact]
    public void Changed_packages_are_read_within_the_limits_or_refused() =>
        Prop.ForAll(Mutations.ToArbitrary(), mutation => Holds(Changed(Packages[mutation.Kind], mutation.Changes, mutation.Cut)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(Seed, 1));

    [Fact]
    public void Noise_is_refused() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b)).ToArbitrary(), Holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(Seed, 1));

    private static void Holds(byte[] package)
    {
        MemoryTarget target = new();
        try
        {
            IReadOnlyList<PackageFile> files = UnpackerSpecs.Unpack(package, target, Limits);
            Assert.Equal(files.Select(file => file.Name), target.Files.Keys.Order(StringComparer.Ordinal));
        }
        catch (PackageException refused)
        {
            Assert.False(refused.IsTransient);
        }

        Assert.All(target.Files.Keys.Concat(target.Folders), name => Assert.Null(EntryName.Fault(name, Limits.Levels)));
        Assert.True(target.Files.Count + target.Folders.Count <= Limits.Files);
        Assert.True(target.Written <= Limits.Bytes);
    }

    private static byte[] Changed(byte[] package, (int Place, int Value)[] changes, int cut)
    {
        byte[] changed = [.. package];
        foreach ((int place, int value) in changes)
        {
            changed[place % changed.Length] = (byte)value;
        }

        return changed[..Math.Max(0, changed.Length - cut)];
    }

    private static byte[] Tar() => new RawTar()
        .Add("./", type: '5').Add("model.onnx", new byte[3000]).AddPax('x', ("path", "more/labels.txt"), ("mtime", "1")).Add("l", "0 1 2"u8.ToArray())
        .AddLong("more/" + new string('n', 120)).Add("n", "x"u8.ToArray()).Add("a", "1"u8.ToArray(), prefix: "below").ToArray();
}
