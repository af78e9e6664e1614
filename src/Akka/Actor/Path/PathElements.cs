using System.Globalization;
using System.Text;

namespace Akka.Actor;

/// <summary>What may stand between the slashes of a path, and reading a path back from text.</summary>
internal static class PathElements
{
    private const string Base64 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static bool IsValid(string element)
    {
        if (string.IsNullOrEmpty(element) || element[0] == '$')
        {
            return false;
        }

        for (var i = 0; i < element.Length; i++)
        {
            var c = element[i];
            if (char.IsAsciiLetterOrDigit(c) || ActorPath.ValidSymbols.Contains(c, StringComparison.Ordinal))
            {
                continue;
            }

            if (c != '%' || i + 2 >= element.Length || !char.IsAsciiHexDigit(element[i + 1]) || !char.IsAsciiHexDigit(element[i + 2]))
            {
                return false;
            }

            i += 2;
        }

        return true;
    }

    public static void Check(string name, ActorPath parent)
    {
        if (name is null)
        {
            throw new InvalidActorNameException("Actor name must not be null.");
        }

        if (name.Length == 0)
        {
            throw new InvalidActorNameException("Actor name must not be empty.");
        }

        if (!IsValid(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}] under [{parent}]. A name does not start with `$` and holds ASCII letters, digits, " +
                $"%XX escapes and {ActorPath.ValidSymbols} only.");
        }
    }

    /// <summary>The name of the n-th unnamed child: $a, $b, … $~, $aa-like with the lowest digit first.</summary>
    public static string Unnamed(long number)
    {
        var name = new StringBuilder("$");
        var rest = number;
        do
        {
            name.Append(Base64[(int)(rest & 63)]);
            rest >>= 6;
        }
        while (rest != 0);
        return name.ToString();
    }

    public static bool TryParse(string text, out ActorPath path)
    {
        path = null;
        var scheme = text?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (scheme <= 0 || !text.StartsWith("akka", StringComparison.Ordinal))
        {
            return false;
        }

        var authorityEnd = text.IndexOf('/', scheme + 3);
        var system = authorityEnd < 0 ? text[(scheme + 3)..] : text[(scheme + 3)..authorityEnd];
        if (system.Length == 0 || system.Contains('@', StringComparison.Ordinal))
        {
            return false;
        }

        ActorPath current = new RootActorPath(new Address(text[..scheme], system));
        foreach (var element in authorityEnd < 0 ? [] : text[(authorityEnd + 1)..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            current = Append(current, element);
        }

        path = current;
        return true;
    }

    private static ActorPath Append(ActorPath parent, string element)
    {
        var hash = element.IndexOf('#', StringComparison.Ordinal);
        return hash > 0 && long.TryParse(element.AsSpan(hash + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var uid)
            ? new ChildActorPath(parent, element[..hash], uid)
            : parent.Child(element);
    }
}
