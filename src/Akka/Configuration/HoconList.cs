namespace Akka.Configuration;

/// <summary>Lists are kept as one text whose items are parted by a character that no setting holds.</summary>
internal static class HoconList
{
    private const char Separator = '\u001f';

    public static string Join(IReadOnlyCollection<string> items) => Separator + string.Join(Separator, items);

    public static IList<string> Split(string value) =>
        value is null || value is "\u001f" ? [] : value[0] == Separator ? value[1..].Split(Separator) : [value];
}
