using System.Globalization;
using Akka.Configuration;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>Reads settings with their ranges, so that each error names the key, the value and what is allowed.</summary>
internal readonly struct SettingsReader(string path, Config config)
{
    public string Text(string key, Predicate<string> isValid, string allowed, string @default = "")
    {
        string value = config.GetString(key, @default);
        return isValid(value) ? value : throw Fault(key, value, allowed);
    }

    public long Number(string key, long @default, long least, long most, bool zeroIsOff = false)
    {
        long value = config.GetLong(key, @default);
        return (value >= least && value <= most) || (zeroIsOff && value == 0)
            ? value
            : throw Fault(key, value.ToString(CultureInfo.InvariantCulture), string.Create(
                CultureInfo.InvariantCulture, $"{(zeroIsOff ? "0 or " : "")}a number from {least} to {most}"));
    }

    private ConfigurationException Fault(string key, string value, string allowed) =>
        new($"{path}.{key} is [{value}]; set it to {allowed}.");
}
