namespace EdgeActors.Configuration.Capture;

/// <summary>The rules for names of fleets, devices, buckets, regions and folders.</summary>
internal static class DeviceNames
{
    /// <summary>Characters of the longest name of a fleet.</summary>
    public const int LongestFleet = 63;

    /// <summary>Characters of the longest name of a thing in AWS IoT.</summary>
    public const int LongestThing = 128;

    /// <summary>Characters of the longest folder prefix.</summary>
    public const int LongestPrefix = 512;

    /// <summary>Characters of the longest name of a bucket.</summary>
    public const int LongestBucket = 63;

    /// <summary>Characters of the longest region.</summary>
    public const int LongestRegion = 32;

    private const string NoDevice = "no_device";

    /// <summary>Begins and ends with a letter or digit, dashes and underscores between.</summary>
    public static bool IsFleet(string name) =>
        name.Length is > 0 and <= LongestFleet
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(static c => c is '-' or '_' || char.IsAsciiLetterOrDigit(c));

    /// <summary>What AWS IoT allows for things, which is more than the old agent did for devices.</summary>
    public static bool IsThing(string name) =>
        name.Length is > 0 and <= LongestThing && name.All(static c => c is '-' or '_' or ':' || char.IsAsciiLetterOrDigit(c));

    /// <summary>S3's rule for new buckets.</summary>
    public static bool IsBucket(string name) =>
        name.Length is >= 3 and <= LongestBucket
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(static c => c is '-' or '.' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
        && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>For example <c>eu-central-1</c>.</summary>
    public static bool IsRegion(string name) =>
        name.Length is > 0 and <= LongestRegion && name[0] != '-' && name.All(static c => c == '-' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    /// <summary>Parts that lead nowhere but down; empty is allowed and means no prefix.</summary>
    public static bool IsPrefix(string prefix) =>
        prefix.Length == 0
        || (prefix.Length <= LongestPrefix
            && !prefix.Any(char.IsControl)
            && !prefix.Contains('\\', StringComparison.Ordinal)
            && prefix.Split('/').All(static part => part.Length > 0 && part is not ("." or "..")));

    /// <summary>This machine's name as a device's, with what is not allowed as dashes.</summary>
    public static string OfThisMachine() => Device(Environment.MachineName);

    /// <summary><paramref name="name"/> as a device's.</summary>
    public static string Device(string name)
    {
        string cut = name[..Math.Min(name.Length, LongestThing)];
        string device = new([.. cut.Select(static c => c is '-' or '_' or ':' || char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        return device.Any(char.IsAsciiLetterOrDigit) ? device : NoDevice;
    }
}
