using EdgeActors.Configuration.Capture;

namespace EdgeActors.Fleet.Serving.Keys;

/// <summary>Which devices a key may speak for: a name, or one with <c>*</c> for any characters. Pure.</summary>
internal sealed class NamePattern
{
    private readonly string[] _parts;

    private NamePattern(string text) => _parts = text.Split('*');

    /// <summary>Reads a pattern; null for what no device can be called.</summary>
    public static NamePattern? Parse(string text) =>
        text.Length is > 0 and <= DeviceNames.LongestFleet && text.All(static c => c is '-' or '_' or '*' || char.IsAsciiLetterOrDigit(c))
            ? new NamePattern(text)
            : null;

    /// <summary>Whether <paramref name="name"/> is one of them; case counts.</summary>
    public bool Matches(string name)
    {
        if (_parts.Length == 1)
        {
            return name == _parts[0];
        }

        if (!name.StartsWith(_parts[0], StringComparison.Ordinal) || !name.EndsWith(_parts[^1], StringComparison.Ordinal))
        {
            return false;
        }

        int at = _parts[0].Length;
        int end = name.Length - _parts[^1].Length;
        foreach (string part in _parts[1..^1])
        {
            int found = at <= end ? name.AsSpan(at, end - at).IndexOf(part, StringComparison.Ordinal) : -1;
            if (found < 0)
            {
                return false;
            }

            at += found + part.Length;
        }

        return at <= end;
    }
}
