using System.Globalization;

namespace EdgeActors.Configuration;

/// <summary>Checks limits of options.</summary>
internal static class RangeFault
{
    /// <summary>Notes a number that is out of its range.</summary>
    public static void Check(List<ConfigurationFault> faults, string key, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            string text = value.ToString(CultureInfo.InvariantCulture);
            faults.Add(new(key, text, "is out of its range", string.Create(CultureInfo.InvariantCulture, $"choose {least} to {most}")));
        }
    }

    /// <summary>Notes a time that is out of its range.</summary>
    public static void Check(List<ConfigurationFault> faults, string key, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            faults.Add(new(key, value.ToString("c", CultureInfo.InvariantCulture), "is out of its range", $"choose {least:c} to {most:c}"));
        }
    }
}
