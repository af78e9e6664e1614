using EdgeActors.Configuration.Capture;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>Which texts the wire takes (contract §5). Pure.</summary>
internal static class WireNames
{
    /// <summary>Rule for devices and fleets, in words.</summary>
    public const string DeviceForm = "must be 1 to 63 letters, digits, dashes and underscores, the first and last a letter or digit";

    /// <summary>Rule for versions, in words.</summary>
    public const string VersionForm = "must be 1 to 64 letters, digits, blanks, underscores and dots";

    /// <summary>Rule for deployments and handles, in words.</summary>
    public const string EntityForm = "must be 1 to 63 letters, digits and dashes, the first and last a letter or digit";

    /// <summary>Rule for names of models, in words.</summary>
    public const string ModelForm = "must be 4 to 255 letters, digits and dashes, the first and last a letter or digit";

    /// <summary>Rule for names of metrics, in words.</summary>
    public const string MetricForm = "must be 4 to 100 letters, digits and dashes, the first and last a letter or digit";

    /// <summary>Rule for dimensions, in words.</summary>
    public const string DimensionForm = "must be 1 to 1000 letters, digits, dashes and slashes, the first a letter or digit and the last no dash";

    /// <summary>Rule for texts to be read, in words.</summary>
    public const string ProseForm = "must be a text of at most 1000 characters";

    private const int LongestProse = 1000;

    /// <summary>A device or a fleet.</summary>
    public static bool IsDevice(string text) => DeviceNames.IsFleet(text);

    /// <summary>A version of an agent or a model.</summary>
    public static bool IsVersion(string text) =>
        text.Length is > 0 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '.');

    /// <summary>A deployment or a handle.</summary>
    public static bool IsEntity(string text) => IsDashed(text, 1, 63);

    /// <summary>A model.</summary>
    public static bool IsModel(string text) => IsDashed(text, 4, 255);

    /// <summary>A metric.</summary>
    public static bool IsMetric(string text) => IsDashed(text, 4, 100);

    /// <summary>What a metric is about.</summary>
    public static bool IsDimension(string text) =>
        text.Length is > 0 and <= 1000 && char.IsAsciiLetterOrDigit(text[0]) && text[^1] != '-'
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/');

    /// <summary>A text for people.</summary>
    public static bool IsProse(string text) => text.Length <= LongestProse;

    /// <summary>A text for people, cut where it is too long.</summary>
    public static string Prose(string text)
    {
        if (text.Length <= LongestProse)
        {
            return text;
        }

        int cut = LongestProse - 1;
        return text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)] + "…";
    }

    private static bool IsDashed(string text, int least, int most) =>
        text.Length >= least && text.Length <= most
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
