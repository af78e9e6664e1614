using EdgeActors.Specs.CaptureReading;

namespace EdgeActors.Specs.Load;

/// <summary>What a sink holds, against what was promised. Kept apart from <c>capture verify</c>, which is under test itself.</summary>
internal sealed class SinkBooks(IReadOnlyList<ReadCapture> captures, IReadOnlyList<string> orphans)
{
    private const string Prefix = "sme-capture";

    public IReadOnlyList<ReadCapture> Captures => captures;

    /// <summary>Reads a folder that a Disk destination wrote. An agent that died before its first capture has made none, and its sink holds nothing.</summary>
    public static SinkBooks Of(string root) =>
        Of(Directory.Exists(root) ? CaptureListing.OfFolder(root) : CaptureListing.Of([]), CaptureListing.KeyBelow(root));

    /// <summary>Reads any listing of objects.</summary>
    public static SinkBooks Of(IReadOnlyDictionary<string, Func<byte[]>> objects, Func<string, string?> keyOf)
    {
        CaptureReader reader = new(Prefix, keyOf);
        ReadCapture[] captures = [.. reader.Read(objects)];
        return new SinkBooks(captures, reader.Orphans(objects.Keys));
    }

    /// <summary>
    /// Every promised capture is there once with its bytes. One that was not promised may be there (the client never heard the answer),
    /// but once and whole as well; payloads without a record are litter of no capture.
    /// </summary>
    public void MustBalance(IReadOnlyDictionary<string, int> promised)
    {
        string? fault = Fault([.. promised.Keys]);
        Assert.True(fault is null, fault);
    }

    /// <summary>What is wrong with the books, null when they balance.</summary>
    public string? Fault(IReadOnlyCollection<string> promised)
    {
        Dictionary<string, ReadCapture[]> byId = captures.GroupBy(c => c.CaptureId).ToDictionary(g => g.Key, g => g.ToArray());
        string[] lost = [.. promised.Where(id => !byId.ContainsKey(id))];
        string[] doubled = [.. byId.Where(c => c.Value.Length > 1).Select(c => c.Key)];
        string[] wrong = [.. captures.Where(c => !IsWhole(c)).Select(c => c.CaptureId)];
        return lost.Length + doubled.Length + wrong.Length + orphans.Count == 0
            ? null
            : $"of {promised.Count} promised captures {lost.Length} are lost ({string.Join(", ", lost.Take(5))}), {doubled.Length} are double " +
              $"({string.Join(", ", doubled.Take(5))}), {wrong.Length} have wrong bytes, {orphans.Count} payloads have no record";
    }

    private static bool IsWhole(ReadCapture capture) =>
        capture.Items is [{ Name: CaptureContent.Tensor } tensor] &&
        tensor.Bytes.AsSpan().SequenceEqual(CaptureContent.Bytes(capture.CaptureId, tensor.Bytes.Length));
}
