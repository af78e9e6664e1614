namespace EdgeActors.Capture.Layout;

/// <summary>What the keys and records of captured data say about this device, and what they embed.</summary>
public sealed record LayoutOptions
{
    /// <summary>Longest <see cref="FolderPrefix"/> in characters, so that every key fits into S3's 1024 bytes.</summary>
    public const int LongestPrefix = 512;

    /// <summary>Largest <see cref="EmbedLimit"/> in bytes.</summary>
    public const int LargestEmbedLimit = 3072;

    /// <summary>
    /// <c>FolderPrefix</c>: first part of every key, or several parts (<c>a/b</c>), or empty for none; 0 to 512 characters.
    /// Default <c>sme-capture</c>.
    /// </summary>
    public string FolderPrefix { get; init; } = "sme-capture";

    /// <summary><c>DeviceFleetName</c>: second part of every key and <c>deviceFleetName</c> of every record; not empty.</summary>
    public required string FleetName { get; init; }

    /// <summary>
    /// The device (the thing's name): <c>deviceId</c> of every record, and part of what payload objects are named by; not empty.
    /// </summary>
    public required string DeviceName { get; init; }

    /// <summary>
    /// <c>CaptureDataBase64EmbedLimit</c>: payloads of at most so many bytes are in the record, larger ones are own objects; 1 to 3072.
    /// Default 3072.
    /// </summary>
    public int EmbedLimit { get; init; } = LargestEmbedLimit;

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (FolderPrefix.Length > LongestPrefix)
        {
            yield return $"{nameof(FolderPrefix)} has {FolderPrefix.Length} characters, at most {LongestPrefix} leave room for the rest of a key";
        }

        if (string.IsNullOrWhiteSpace(FleetName))
        {
            yield return $"{nameof(FleetName)} is empty; name the device's fleet";
        }

        if (string.IsNullOrWhiteSpace(DeviceName))
        {
            yield return $"{nameof(DeviceName)} is empty; name the device";
        }

        if (EmbedLimit is < 1 or > LargestEmbedLimit)
        {
            yield return $"{nameof(EmbedLimit)} is {EmbedLimit}, must be 1 to {LargestEmbedLimit} bytes";
        }
    }
}
