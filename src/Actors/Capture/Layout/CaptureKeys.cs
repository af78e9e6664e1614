using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Capture.Layout;

/// <summary>
/// The keys of captured data: <c>prefix/fleet/model/YYYY/MM/DD/HH/…</c> by the UTC hour of the inference, ASCII, at most 1024 bytes, never
/// outside prefix and fleet whatever the names are. The same capture always has the same keys.
/// </summary>
internal sealed class CaptureKeys
{
    private const int LongestName = 128;
    private const int LongestCaptureId = 96;
    private const int LongestExtension = 32;

    private readonly string _root;
    private readonly string _device;

    public CaptureKeys(LayoutOptions options)
    {
        _root = Prefix(options.FolderPrefix) + KeySegment.Of(options.FleetName, LongestName);
        _device = options.DeviceName;
    }

    /// <summary>Where a capture's manifest goes, without a slash at the end.</summary>
    public string HourFolder(CapturedData capture)
    {
        string hour = capture.InferenceTime.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture);
        return $"{_root}/{KeySegment.Of(capture.ModelName, LongestName)}/{hour}";
    }

    /// <summary>Key of a manifest, named by its content.</summary>
    public static string Manifest(string hourFolder, ReadOnlySpan<byte> content) =>
        $"{hourFolder}/{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}.jsonl";

    /// <summary>
    /// Key of a payload. Its name tells the capture to people; the hash keeps devices of one fleet, and captures that use an id again,
    /// apart.
    /// </summary>
    public string Payload(string hourFolder, CapturedData capture, int index)
    {
        CapturedItem item = capture.Items[index];
        string name = KeySegment.Shape(capture.CaptureId, LongestCaptureId);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{hourFolder}/raw-data/{Folder(item.Kind)}/{name}-{index}-{Identity(capture, index)}.{Extension(item)}");
    }

    private static string Prefix(string prefix)
    {
        string[] parts = prefix.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string safe = string.Concat(parts.Select(part => KeySegment.Of(part, LongestName) + "/"));

        // Hashes make parts longer; what no longer fits becomes one part.
        return safe.Length <= LayoutOptions.LongestPrefix ? safe : KeySegment.Of(prefix, LongestName) + "/";
    }

    private static string Folder(CaptureItemKind kind) => kind switch
    {
        CaptureItemKind.InputTensor => "input-tensors",
        CaptureItemKind.OutputTensor => "output-tensors",
        CaptureItemKind.AuxiliaryInput => "input-auxiliary-data",
        CaptureItemKind.AuxiliaryOutput => "output-auxiliary-data",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of captured item"),
    };

    private static string Extension(CapturedItem item) =>
        item.Kind is CaptureItemKind.AuxiliaryInput or CaptureItemKind.AuxiliaryOutput && IsExtension(item.ContentType) ? item.ContentType : "bin";

    // Letters, digits, _ and - with single dots inside, as in "mask.png": what may follow the dot of a file name.
    private static bool IsExtension(string type) =>
        type.Length is > 0 and <= LongestExtension
        && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        && char.IsAsciiLetterOrDigit(type[0])
        && type[^1] != '.'
        && !type.Contains("..", StringComparison.Ordinal);

    private string Identity(CapturedData capture, int index)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendText(hash, _device);
        AppendText(hash, capture.CaptureId);
        AppendNumber(hash, capture.Number);
        AppendNumber(hash, capture.AcceptedAt.UtcTicks);
        AppendNumber(hash, index);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    // The length in front keeps "ab" + "c" and "a" + "bc" two.
    private static void AppendText(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AppendNumber(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
