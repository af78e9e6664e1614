using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using EdgeActors.Packages;
using EdgeActors.Packages.Unpacking;
using EdgeActors.Specs.Packages.Fakes;

namespace EdgeActors.Specs.Packages.Unpacking;

public sealed class UnpackerSpecs
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i >> 3))];
    private static readonly string LongName = string.Join('/', Enumerable.Repeat(new string('n', 60), 3));

    public static TheoryData<TarEntryFormat> Formats => [TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Tars_of_every_form_are_read(TarEntryFormat format)
    {
        byte[] tar = Written(format, ("a/b.bin", Large), ("empty", []), ("c.txt", "text"u8.ToArray()));

        foreach (byte[] package in (byte[][])[tar, RawTar.Gzip(tar)])
        {
            MemoryTarget target = new();
            IReadOnlyList<PackageFile> files = Unpack(package, target);

            Assert.Equal(["a/b.bin", "c.txt", "empty"], files.Select(file => file.Name));
            Assert.Equal([Large.Length, 4L, 0L], files.Select(file => file.Length));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Large)), files[0].Sha256);
            Assert.Equal(Large, target["a/b.bin"]);
        }
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Long_names_are_read(TarEntryFormat format)
    {
        byte[] tar = Written(format, (LongName, "x"u8.ToArray()), ("after", "y"u8.ToArray()));

        Assert.Equal(["after", LongName], Unpack(tar, new MemoryTarget()).Select(file => file.Name));
    }

    [Fact]
    public void Zips_are_read_stored_and_deflated()
    {
        byte[] zip = RawZip.With(archive =>
        {
            RawZip.Add(archive, "stored.bin", Large, System.IO.Compression.CompressionLevel.NoCompression);
            RawZip.Add(archive, "folder/", []);
            RawZip.Add(archive, "folder/deflated.bin", Large, mode: 0x81A4);
            RawZip.Add(archive, "empty", []);
        });
        MemoryTarget target = new();

        Assert.Equal(["empty", "folder/deflated.bin", "stored.bin"], Unpack(zip, target).Select(file => file.Name));
        Assert.Equal(Large, target["folder/deflated.bin"]);
        Assert.Equal(Large, target["stored.bin"]);
        Assert.Equal(["folder"], target.Folders);
    }

    [Fact]
    public void A_zip_may_have_a_comment_and_sizes_behind_the_content()
    {
        byte[] zip = RawZip.With(archive =>
        {
            RawZip.Add(archive, "a", Large);
            archive.Comment = "PK\u0005\u0006 is no second end";
        });
        using MemoryStream forward = new();
        using (System.IO.Compression.ZipArchive archive = new(new ForwardOnly(forward), System.IO.Compression.ZipArchiveMode.Create))
        {
            RawZip.Add(archive, "a", Large);
            RawZip.Add(archive, "b", Large);
        }

        Assert.Single(Unpack(zip, new MemoryTarget()));
        Assert.Equal(2, Unpack(forward.ToArray(), new MemoryTarget()).Count);
    }

    [Fact]
    public void Modes_owners_and_times_are_passed_over()
    {
        byte[] tar = new RawTar().AddPax('g', ("comment", "x")).AddPax('x', ("mtime", "1.5"), ("uid", "0"), ("SCHILY.xattr.security.capability", "all"))
            .Add("tool", "#!"u8.ToArray(), mode: "0006777").ToArray();

        Assert.Equal("tool", Assert.Single(Unpack(tar, new MemoryTarget())).Name);
    }

    [Fact]
    public void The_package_s_own_folder_may_be_an_entry()
    {
        byte[] tar = new RawTar().Add("./", type: '5').Add("./a/", type: '5').Add("./a/b", "x"u8.ToArray()).Add("./a/", type: '5').ToArray();

        Assert.Equal(["a/b"], Unpack(tar, new MemoryTarget()).Select(file => file.Name));
    }

    [Fact]
    public void Limits_hold_exactly()
    {
        UnpackLimits limits = new() { Files = 3, Bytes = 1 << 20 };
        byte[] most = RawTar.Of(("a", new byte[600_000]), ("b", new byte[(1 << 20) - 600_000]), ("c", []));
        byte[] tooMany = RawTar.Of(("a", []), ("b", []), ("c", []), ("d", []));
        byte[] tooMuch = RawTar.Of(("a", new byte[600_000]), ("b", new byte[(1 << 20) - 599_999]));

        Assert.Equal(3, Unpack(most, new MemoryTarget(), limits).Count);
        Assert.Contains("edgeactors_package_files", Refused(tooMany, limits), StringComparison.Ordinal);
        Assert.Contains("edgeactors_package_unpacked", Refused(tooMuch, limits), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_none_of_the_kinds_is_refused()
    {
        Assert.Contains("neither", Refused(Encoding.UTF8.GetBytes(new string('x', 5000))), StringComparison.Ordinal);
        Assert.Contains("neither", Refused([]), StringComparison.Ordinal);
        Assert.Contains("damaged", Refused(RawTar.Gzip(new byte[600].Select(_ => (byte)'x').ToArray())), StringComparison.Ordinal);
        Assert.Contains("no file", Refused(RawTar.Gzip(RawTar.Of())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_unpack_ends()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        using MemoryStream package = new(RawTar.Of(("a", Large)));

        Assert.Throws<OperationCanceledException>(() => Unpacker.Unpack(package, new UnpackLimits(), NoTarget.Instance, cancelled.Token));
    }

    internal static IReadOnlyList<PackageFile> Unpack(byte[] package, MemoryTarget target, UnpackLimits? limits = null)
    {
        using MemoryStream stream = new(package, writable: false);
        return Unpacker.Unpack(stream, limits ?? new UnpackLimits(), target, default);
    }

    private static string Refused(byte[] package, UnpackLimits? limits = null) =>
        Assert.Throws<PackageException>(() => Unpack(package, new MemoryTarget(), limits)).Message;

    private static byte[] Written(TarEntryFormat format, params (string Name, byte[] Content)[] files)
    {
        using MemoryStream bytes = new();
        using (TarWriter writer = new(bytes, format, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                TarEntryType type = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(type, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(type, name),
                    TarEntryFormat.Pax => new PaxTarEntry(type, name),
                    _ => new GnuTarEntry(type, name),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
