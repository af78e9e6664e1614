using System.Globalization;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>Answer to <see cref="WireOperation.Registration"/>. Which values the service gave is not known: several words count as yes.</summary>
internal static class RegistrationMessage
{
    /// <summary>The longest time that an answer is kept, whatever it says.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);

    private const string Value = "DeviceRegistration";
    private const string Life = "CacheTTL";
    private static readonly string[] Words = ["active", "registered", "true", "enabled"];

    /// <summary>The answer.</summary>
    public static ReadOnlyMemory<byte> Of(Registration registration) => WireText.Of(json =>
    {
        json.WriteString(Value, registration.IsActive ? "active" : "inactive");
        json.WriteString(Life, ((long)registration.TimeToLive.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>Reads it, and the word that it had.</summary>
    /// <exception cref="WireFormatException">It is not of the form.</exception>
    public static (Registration Registration, string Word) Read(ReadOnlyMemory<byte> answer) => WireValue.Read(answer, static message =>
    {
        string word = message.Member(Value).Text(static text => text.Length is > 0 and <= 1000, "must be a text of 1 to 1000 characters");
        WireValue life = message.Member(Life);
        return life.Whole() is { } seconds and > 0
            ? (new Registration(
                Words.Contains(word, StringComparer.OrdinalIgnoreCase),
                TimeSpan.FromSeconds(Math.Min(seconds, (long)LongestLife.TotalSeconds))), word)
            : throw life.Fault("must be whole seconds as a text");
    });
}
