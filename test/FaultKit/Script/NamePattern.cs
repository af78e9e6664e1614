using System.Text.RegularExpressions;

namespace EdgeActors.FaultKit;

/// <summary>
/// A pattern of names: <c>*</c> stands for anything within one part of a path, <c>**</c> for anything at all, and a leading <c>=</c>
/// takes the rest literally.
/// </summary>
public sealed record NamePattern
{
    private readonly Regex? _pattern;

    private NamePattern(string text)
    {
        Text = text;
        if (text.StartsWith('=') || !text.Contains('*', StringComparison.Ordinal))
        {
            return;
        }

        string escaped = Regex.Escape(text)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        _pattern = new Regex($"^{escaped}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Matches everything.</summary>
    public static NamePattern Any { get; } = new("**");

    /// <summary>The pattern's text.</summary>
    public string Text { get; }

    /// <summary>Whether it matches everything.</summary>
    public bool IsAny => Text == "**";

    /// <summary>Whether only the very type is meant, not what derives from it.</summary>
    internal bool IsLiteral => Text.StartsWith('=');

    /// <summary>The pattern that <paramref name="text"/> describes.</summary>
    public static NamePattern Of(string text) => text == "**" ? Any : new NamePattern(text);

    /// <summary>Matches this name and no other.</summary>
    public static NamePattern Exactly(string name) => new("=" + name);

    /// <summary>Whether the name is meant.</summary>
    public bool Matches(string name) => _pattern?.IsMatch(name) ?? (IsLiteral ? Text.AsSpan(1).SequenceEqual(name) : Text == name);

    /// <summary>Whether the type is meant: by its own name, or that of a base or interface, with or without namespace.</summary>
    public bool Matches(Type type)
    {
        if (IsAny || Matches(type.ToString()))
        {
            return true;
        }

        return !IsLiteral && Names(type).Any(Matches);
    }

    /// <inheritdoc />
    public bool Equals(NamePattern? other) => other?.Text == Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static IEnumerable<string> Names(Type type)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            yield return at.Name;
            yield return at.ToString();
        }

        foreach (Type face in type.GetInterfaces())
        {
            yield return face.Name;
            yield return face.ToString();
        }
    }
}
