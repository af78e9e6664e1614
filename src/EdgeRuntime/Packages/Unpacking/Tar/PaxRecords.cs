using System.Globalization;
using System.Text;

namespace EdgeActors.Packages.Unpacking.Tar;

/// <summary>What a pax header changes in the header after it; times, owners and the like are passed over.</summary>
/// <param name="Path">The name; null when it does not change it.</param>
/// <param name="Length">The length; null when it does not change it.</param>
internal sealed record PaxRecords(byte[]? Path, long? Length)
{
    private const int MostDigits = 6;

    /// <summary>Reads lines of <c>LENGTH KEY=VALUE</c>.</summary>
    /// <exception cref="PackageException">They cannot be read, or ask for what is not done here.</exception>
    public static PaxRecords Read(ReadOnlySpan<byte> bytes)
    {
        PaxRecords records = new(null, null);
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> record = Next(ref bytes);
            int equals = record.IndexOf((byte)'=');
            string key = equals > 0 ? Encoding.Latin1.GetString(record[..equals]) : throw Damaged();
            records = records.With(key, record[(equals + 1)..]);
        }

        return records;
    }

    private PaxRecords With(string key, ReadOnlySpan<byte> value) => key switch
    {
        "path" when Path is null && !value.Contains((byte)0) => this with { Path = value.ToArray() },
        "size" when Length is null && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length) => this with { Length = length },
        "path" or "size" => throw Damaged(),
        "linkpath" or "hdrcharset" => throw Refused(key),
        _ when key.StartsWith("GNU.sparse.", StringComparison.Ordinal) => throw Refused(key),
        _ => this,
    };

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> bytes)
    {
        int blank = bytes[..Math.Min(bytes.Length, MostDigits + 1)].IndexOf((byte)' ');
        if (blank <= 0 || !int.TryParse(bytes[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length <= blank + 1 || length > bytes.Length || bytes[length - 1] != '\n')
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> record = bytes[(blank + 1)..(length - 1)];
        bytes = bytes[length..];
        return record;
    }

    private static PackageException Damaged() => new("the package is damaged: an extra header of the tar cannot be read");

    private static PackageException Refused(string key) =>
        new($"the tar has an extra header with \"{key}\", for links, sparse files or other ways to write names; only plain files and folders are taken");
}
