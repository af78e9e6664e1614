namespace EdgeActors.Specs.CaptureReading;

/// <summary>Listings for <see cref="CaptureReader"/>.</summary>
public static class CaptureListing
{
    /// <summary>Objects that are in memory.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> Of(IEnumerable<KeyValuePair<string, byte[]>> objects) =>
        objects.ToDictionary(o => o.Key, o => new Func<byte[]>(() => o.Value), StringComparer.Ordinal);

    /// <summary>The files below a capture folder, without those that the agent keeps for itself: names with a dot in front.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> OfFolder(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Key: Path.GetRelativePath(root, file).Replace('\\', '/')))
            .Where(f => !f.Key.StartsWith('.'))
            .ToDictionary(f => f.Key, f => new Func<byte[]>(() => File.ReadAllBytes(f.File)), StringComparer.Ordinal);

    /// <summary>The key of a <c>file://</c> reference below a root folder.</summary>
    public static Func<string, string?> KeyBelow(string root) => reference =>
        reference.StartsWith($"file://{root}/", StringComparison.Ordinal) ? Uri.UnescapeDataString(reference[$"file://{root}/".Length..]) : null;
}
