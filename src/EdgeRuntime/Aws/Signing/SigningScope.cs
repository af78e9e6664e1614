using System.Globalization;

namespace EdgeActors.Aws.Signing;

/// <summary>For which day, region and service a signature holds.</summary>
/// <param name="Date"><c>20150830</c>.</param>
/// <param name="Region"><c>us-east-1</c>.</param>
/// <param name="Service">The signing name.</param>
internal readonly record struct SigningScope(string Date, string Region, string Service)
{
    /// <summary>The last part of every scope.</summary>
    public const string Terminator = "aws4_request";

    private const string DateForm = "yyyyMMdd";
    private const string TimeForm = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The scope of a request that is signed at <paramref name="time"/>.</summary>
    public static SigningScope At(DateTimeOffset time, string region, string service) =>
        new(time.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture), region, service);

    /// <summary><c>X-Amz-Date</c> of a request.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>Reads <c>X-Amz-Date</c>; false for any other form.</summary>
    public static bool TryReadTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <inheritdoc />
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
