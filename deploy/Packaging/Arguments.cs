using System.Globalization;

namespace EdgeActors.Packaging;

/// <summary>A verb and its <c>--name value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values;

    private Arguments(string verb, Dictionary<string, string> values) => (Verb, _values) = (verb, values);

    /// <summary>What to do.</summary>
    public string Verb { get; }

    /// <summary>The moment that everything built says it is from.</summary>
    public DateTimeOffset Epoch =>
        long.TryParse(this["epoch"], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new PackagingException($"--epoch is \"{this["epoch"]}\"; give seconds since 1970, as SOURCE_DATE_EPOCH has them.");

    /// <summary>The value of an argument that has to be there.</summary>
    public string this[string name] =>
        _values.TryGetValue(name, out string? value) ? value : throw new PackagingException($"{Verb} needs --{name}.");

    /// <summary>Reads a command line.</summary>
    public static Arguments Parse(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            throw new PackagingException("give a verb: describe, zip or sums.");
        }

        Dictionary<string, string> values = [];
        for (int i = 1; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
            {
                throw new PackagingException($"'{arguments[i]}' is no pair of --name and value.");
            }

            values[arguments[i][2..]] = arguments[i + 1];
        }

        return new Arguments(arguments[0], values);
    }
}
