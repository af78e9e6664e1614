using System.Globalization;

namespace Akka.Configuration;

/// <summary>Settings by dotted path. A config with a fallback asks that one for what it does not have.</summary>
public class Config
{
    public static readonly Config Empty = new();

    private readonly IReadOnlyDictionary<string, string> _values;

    public Config()
        : this(new Dictionary<string, string>(), null)
    {
    }

    public Config(Config source, Config fallback)
        : this(source._values, source.Fallback is null ? fallback : source.Fallback.SafeWithFallback(fallback))
    {
    }

    internal Config(IReadOnlyDictionary<string, string> values, Config fallback)
    {
        _values = values;
        Fallback = fallback;
    }

    public Config Fallback { get; }

    public virtual bool IsEmpty => _values.Count == 0 && (Fallback is null || Fallback.IsEmpty);

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public virtual Config WithFallback(Config fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        if (ReferenceEquals(fallback, this))
        {
            throw new ArgumentException("A config cannot be its own fallback.", nameof(fallback));
        }

        return new Config(this, fallback);
    }

    public virtual bool HasPath(string path) => Find(path) is not null || !Section(path).IsEmpty;

    public virtual string GetString(string path, string @default = null) => Find(path) ?? @default;

    public virtual bool GetBoolean(string path, bool @default = false) => Find(path) switch
    {
        null => @default,
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var text => throw new ConfigurationException($"{path} is [{text}], not on or off."),
    };

    public virtual int GetInt(string path, int @default = 0) => Number(path, @default, int.TryParse);

    public virtual long GetLong(string path, long @default = 0) => Number(path, @default, long.TryParse);

    public virtual double GetDouble(string path, double @default = 0) =>
        Number(path, @default, (string text, NumberStyles _, IFormatProvider culture, out double value) => double.TryParse(text, NumberStyles.Float, culture, out value));

    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path) is { } text ? Duration.Parse(path, text, allowInfinite) : @default ?? TimeSpan.Zero;

    public virtual IList<string> GetStringList(string path) => HoconList.Split(Find(path));

    public virtual Config GetConfig(string path)
    {
        var section = Section(path);
        return section.IsEmpty ? null : section;
    }

    public override string ToString() => ToString(includeFallback: true);

    public string ToString(bool includeFallback) =>
        string.Join("\n", (includeFallback ? Flatten() : _values).Select(pair => $"{pair.Key} = \"{pair.Value}\""));

    internal IReadOnlyDictionary<string, string> Flatten()
    {
        Dictionary<string, string> all = Fallback is null ? [] : new(Fallback.Flatten());
        foreach (var (key, value) in _values)
        {
            all[key] = value;
        }

        return all;
    }

    protected Config Copy(Config fallback = null) => fallback is null ? new Config(_values, Fallback) : new Config(this, fallback);

    private string Find(string path) => _values.TryGetValue(path, out var value) ? value : Fallback?.Find(path);

    private Config Section(string path)
    {
        var prefix = path + ".";
        var inside = _values.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);
        return new Config(inside, Fallback?.Section(path));
    }

    private T Number<T>(string path, T fallback, TryParse<T> parse) =>
        Find(path) is not { } text ? fallback
        : parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value
        : throw new ConfigurationException($"{path} is [{text}], not a number.");

    private delegate bool TryParse<T>(string text, NumberStyles style, IFormatProvider culture, out T value);
}

public static class ConfigExtensions
{
    public static bool IsNullOrEmpty(this Config config) => config is null || config.IsEmpty;

    public static Config SafeWithFallback(this Config config, Config fallback) =>
        config.IsNullOrEmpty() ? fallback
        : fallback.IsNullOrEmpty() || ReferenceEquals(config, fallback) ? config
        : config.WithFallback(fallback);
}
