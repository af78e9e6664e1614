using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace EdgeActors.Specs.Packages.Fakes;

/// <summary>Writes a tar byte by byte, also one that no tool would write.</summary>
internal sealed class RawTar
{
    private const int Block = 512;
    private readonly List<byte> _bytes = [];

    public static byte[] Of(params (string Name, byte[] Content)[] files) =>
        files.Aggregate(new RawTar(), (tar, file) => tar.Add(file.Name, file.Content)).ToArray();

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public RawTar Add(
        string name, byte[]? content = null, char type = '0', string link = "", string? size = null, string mode = "0000644", string magic = "ustar\000",
        string prefix = "")
    {
        byte[] header = new byte[Block];
        Text(header, 0, 100, name);
        Text(header, 100, 8, mode);
        Text(header, 108, 8, "0000000");
        Text(header, 116, 8, "0000000");
        Text(header, 124, 12, size ?? Convert.ToString(content?.Length ?? 0, 8).PadLeft(11, '0'));
        Text(header, 136, 12, "00000000000");
        header[156] = (byte)type;
        Text(header, 157, 100, link);
        Text(header, 257, 8, magic);
        Text(header, 345, 155, prefix);
        return AddBlock(header, content ?? []);
    }

    public RawTar AddBlock(byte[] header, byte[] content)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Text(header, 148, 8, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
        _bytes.AddRange(header);
        _bytes.AddRange(content);
        _bytes.AddRange(new byte[-content.Length & (Block - 1)]);
        return this;
    }

    public RawTar AddPax(char type, params (string Key, string Value)[] records) =>
        Add("pax", Encoding.UTF8.GetBytes(string.Concat(records.Select(record => Record(record.Key, record.Value)))), type);

    public RawTar AddLong(string name) => Add("././@LongLink", Encoding.UTF8.GetBytes(name + "\0"), 'L');

    public byte[] ToArray(bool ends = true) => [.. _bytes, .. ends ? new byte[2 * Block] : []];

    private static string Record(string key, string value)
    {
        int rest = Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 3;
        int length = rest + 1;
        while (rest + length.ToString(CultureInfo.InvariantCulture).Length != length)
        {
            length++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{length} {key}={value}\n");
    }

    private static void Text(byte[] header, int place, int length, string text) =>
        Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(text.Length, length)), header.AsSpan(place));
}
