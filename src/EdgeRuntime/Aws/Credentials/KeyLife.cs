using System.Globalization;

namespace EdgeActors.Aws.Credentials;

/// <summary>Turns the moment at which keys expire into the time they are good for.</summary>
internal static class KeyLife
{
    // A server's date has whole seconds and is up to two old; nearer than this the device's own clock is the better one.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>
    /// An answer with the keys, or a refusal when they are past their time. Where the server told the time and the device's clock is far
    /// off, the server's counts: devices start without a clock.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="expiration">When they expire.</param>
    /// <param name="serverTime">What time the server said it was, if it did.</param>
    /// <param name="now">What time the device thinks it is.</param>
    /// <param name="from">Name of the source.</param>
    public static KeyAnswer Of(AwsKeys keys, DateTimeOffset expiration, DateTimeOffset? serverTime, DateTimeOffset now, string from)
    {
        DateTimeOffset believed = serverTime is { } told && (told - now).Duration() > Tolerance ? told : now;
        TimeSpan life = expiration - believed;
        return life > TimeSpan.Zero
            ? new KeyAnswer.Granted(keys, life, from)
            : new KeyAnswer.Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{from} gave keys that expired at {expiration.UtcDateTime:u}, and it is {believed.UtcDateTime:u}: check the device's clock"),
                KeyFault.Expired);
    }
}
