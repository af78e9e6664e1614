using System.Globalization;

namespace EdgeActors.Wording;

/// <summary>Checks limits of options, and words what is wrong with one.</summary>
public static class OptionRange
{
    /// <summary>Adds a fault with the option's name, its value and what is allowed. Written so that NaN is a fault too.</summary>
    /// <param name="faults">Where to.</param>
    /// <param name="name">The option.</param>
    /// <param name="value">What it is.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most that it may be.</param>
    public static void Check<T>(ICollection<string> faults, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; allowed is {least} to {most}"));
        }
    }
}
