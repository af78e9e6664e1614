using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using EdgeActors.Specs.Packages.Fakes;

namespace EdgeActors.Specs.Packages.Unpacking;

/// <summary>Packages that want out of their folder, or more than they may have; each with a word of the reason that it is refused for.</summary>
internal static class HostileArchives
{
    private const int Link = 0xA1FF;
    private const int Pipe = 0x11A4;

    private static readonly byte[] X = "x"u8.ToArray();

    /// <summary>By what they try.</summary>
    public static IReadOnlyDictionary<string, (string Reason, Func<byte[]> Make)> All { get; } = new Dictionary<string, (string, Func<byte[]>)>
    {
        ["absolute path"] = ("absolute", () => RawTar.Of(("/tmp/canary", X))),
        ["path upwards"] = ("\"..\"", () => RawTar.Of(("../../canary", X))),
        ["path down and up"] = ("\"..\"", () => RawTar.Of(("a/../../../canary", X))),
        ["path with backslashes"] = ("\\", () => RawZip.Of(("..\\canary", X))),
        ["drive letter"] = (":", () => RawZip.Of(("C:/canary", X))),
        ["symbolic link"] = ("symbolic link", () => new RawTar().Add("a", type: '2', link: "/etc/passwd").Add("b", X).ToArray()),
        ["hard link"] = ("hard link", () => new RawTar().Add("a", X).Add("b", type: '1', link: "../../canary").ToArray()),
        ["file through a link"] = ("symbolic link", () => new RawTar().Add("a", type: '2', link: "../..").Add("a/canary", X).ToArray()),
        ["named pipe"] = ("named pipe", () => new RawTar().Add("a", type: '6').ToArray()),
        ["character device"] = ("device", () => new RawTar().Add("a", type: '3').ToArray()),
        ["block device"] = ("device", () => new RawTar().Add("a", type: '4').ToArray()),
        ["same name twice"] = ("same name", () => RawTar.Of(("a", X), ("./a", X))),
        ["same name in capitals"] = ("same name", () => RawTar.Of(("a/b", X), ("A/b", X))),
        ["file as folder"] = ("same name", () => RawTar.Of(("a", X), ("a/b", X))),
        ["folder as file"] = ("same name", () => RawTar.Of(("a/b", X), ("a", X))),
        ["long name"] = ("255", () => new RawTar().AddLong(new string('a', 256)).Add("b", X).ToArray()),
        ["deep name"] = ("8 parts", () => RawTar.Of((string.Join('/', Enumerable.Repeat("d", 40)), X))),
        ["control characters"] = ("ASCII", () => RawTar.Of(("a\u001b[2Jb", X))),
        ["other forms of a name"] = ("ASCII", () => new RawTar().AddPax('x', ("path", "e\u0301")).Add("b", X).ToArray()),
        ["long name upwards"] = ("\"..\"", () => new RawTar().AddLong("../../canary").Add("a", X).ToArray()),
        ["pax name upwards"] = ("\"..\"", () => new RawTar().AddPax('x', ("path", "../../canary")).Add("a", X).ToArray()),
        ["pax name for all"] = ("more than one", () => new RawTar().AddPax('g', ("path", "../../canary")).Add("a", X).ToArray()),
        ["pax link"] = ("linkpath", () => new RawTar().AddPax('x', ("linkpath", "/etc/passwd")).Add("a", X).ToArray()),
        ["prefix upwards"] = ("\"..\"", () => new RawTar().Add("canary", X, prefix: "../..").ToArray()),
        ["sparse file"] = ("sparse", () => new RawTar().Add("a", X, type: 'S').ToArray()),
        ["pax sparse file"] = ("sparse", () => new RawTar().AddPax('x', ("GNU.sparse.realsize", "99999999999")).Add("a", X).ToArray()),
        ["huge extra header"] = ("extra header", () => new RawTar().Add("a", new byte[1 << 20], 'L').ToArray()),
        ["endless extra headers"] = ("too many", () => Enumerable.Range(0, 5000).Aggregate(new RawTar(), (tar, _) => tar.AddPax('x', ("atime", "1"))).ToArray()),
        ["folder with contents"] = ("contents", () => new RawTar().Add("a/", X, '5').ToArray()),
        ["negative length"] = ("length", () => new RawTar().Add("a", X, size: "-0000000001").ToArray()),
        ["length of eight exbibytes"] = ("length", () => new RawTar().Add("a", X, size: "\u0080" + "\0\0\0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff").ToArray()),
        ["length of a terabyte"] = ("edgeactors_package_unpacked", () => new RawTar().Add("a", X, size: "20000000000000"[..12]).ToArray()),
        ["length by pax"] = ("edgeactors_package_unpacked", () => new RawTar().AddPax('x', ("size", "99999999999999")).Add("a", X).ToArray()),
        ["cut in a file"] = ("middle", () => new RawTar().Add("a", new byte[4000]).ToArray(ends: false)[..2000]),
        ["without an end"] = ("middle", () => new RawTar().Add("a", X).ToArray(ends: false)),
        ["something behind the end"] = ("behind the end", () => [.. RawTar.Of(("a", X)), .. RawTar.Of(("b", X))]),
        ["wrong header sum"] = ("sum", () => [.. RawTar.Of(("a", X))[..1024], .. new byte[200], 1, .. new byte[311], .. new byte[1024]]),
        ["cut gzip"] = ("damaged", () => RawTar.Gzip(RawTar.Of(("a", Noise(100_000))))[..50_000]),
        ["flipped gzip"] = ("damaged", () => Flipped(RawTar.Gzip(RawTar.Of(("a", Noise(100_000)))), 60_000)),
        ["tar bomb"] = ("100 times", () => RawTar.Gzip(RawTar.Of(("a", new byte[64 << 20])))),
        ["bomb of many files"] = ("edgeactors_package_files", () => RawTar.Gzip(RawTar.Of([.. Enumerable.Range(0, 5000).Select(i => ($"f{i}", X))]))),
        ["bomb of many folders"] = ("edgeactors_package_files", () => RawTar.Gzip(
            Enumerable.Range(0, 5000).Aggregate(new RawTar(), (tar, i) => tar.Add($"d{i}/", type: '5')).ToArray())),
        ["zip bomb"] = ("100 times", () => RawZip.Of(("a", new byte[64 << 20]))),
        ["zip of many files"] = ("edgeactors_package_files", () => RawZip.Of([.. Enumerable.Range(0, 5000).Select(i => ($"f{i}", X))])),
        ["zip link"] = ("a link", () => RawZip.With(zip => RawZip.Add(zip, "a", Encoding.UTF8.GetBytes("../../canary"), mode: Link))),
        ["zip pipe"] = ("a pipe", () => RawZip.With(zip => RawZip.Add(zip, "a", [], mode: Pipe))),
        ["zip path upwards"] = ("\"..\"", () => RawZip.Of(("../../canary", X))),
        ["zip same name"] = ("same name", () => RawZip.Of(("a", X), ("A", X))),
        ["zip that is shorter than it says"] = ("damaged", () => RawZip.Patch(RawZip.Of(("a", new byte[5000])), "PK\x01\x02"u8, 24, Number(6000))),
        ["zip that is longer than it says"] = ("damaged", () => RawZip.Patch(RawZip.Of(("a", new byte[5000])), "PK\x01\x02"u8, 24, Number(4000))),
        ["zip with another sum"] = ("damaged", () => RawZip.Patch(RawZip.Of(("a", new byte[5000])), "PK\x01\x02"u8, 16, Number(1))),
        ["zip with two names for a file"] = ("damaged", () => RawZip.Patch(RawZip.Of(("abc", X)), "PK\x03\x04"u8, 30, "abd"u8)),
        ["zip with overlapping files"] = ("damaged", Overlapping),
        ["zip that is encrypted"] = ("encrypted", () => RawZip.Patch(RawZip.Of(("a", X)), "PK\x01\x02"u8, 8, [1, 0])),
        ["zip with another method"] = ("method 12", () => RawZip.Patch(RawZip.Of(("a", X)), "PK\x01\x02"u8, 10, [12, 0])),
        ["zip of the large kind"] = ("4 GiB", () => RawZip.Patch(RawZip.Of(("a", X)), "PK\x05\x06"u8, 10, [0xFF, 0xFF])),
        ["zip with something before it"] = ("damaged", () => [.. "PK\x03\x04"u8, .. RawZip.Of(("a", X))]),
        ["zip with something behind it"] = ("damaged", () => [.. RawZip.Of(("a", X)), 0]),
        ["zip with a directory for gigabytes"] = ("damaged", () => RawZip.Patch(RawZip.Of(("a", X)), "PK\x05\x06"u8, 12, Number(0x7FFFFFFF))),
    };

    private static byte[] Number(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Noise(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Flipped(byte[] bytes, int place)
    {
        bytes[place] ^= 0x55;
        return bytes;
    }

    // Both names of the directory lead to the same bytes.
    private static byte[] Overlapping()
    {
        byte[] zip = RawZip.With(archive =>
        {
            RawZip.Add(archive, "a", new byte[5000], CompressionLevel.NoCompression);
            RawZip.Add(archive, "b", new byte[5000], CompressionLevel.NoCompression);
        });
        return RawZip.Patch(zip, "PK\x01\x02"u8, 42, Number(0), nth: 1);
    }
}
