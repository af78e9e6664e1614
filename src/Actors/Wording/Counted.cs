using System.Globalization;

namespace EdgeActors.Wording;

/// <summary>Numbers with what they count, for people.</summary>
public static class Counted
{
    /// <summary><c>1 device</c>, <c>2 devices</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">One of them; more of them have an <c>s</c>.</param>
    public static string Of(int number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");
}
