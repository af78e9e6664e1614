using System.Globalization;

namespace EdgeActors.Wording;

/// <summary>Checks limits of options, and words what is wrong with one.</summary>
internal static class OptionRange
{
    /// <summary>Adds a fault with the option's name, its value and what is allowed. Written so that NaN is a fault too.</summary>
    public static void Check<T>(List<string> faults, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; allowed is {least} to {most}"));
        }
    }
}
