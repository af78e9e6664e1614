using System.Text.RegularExpressions;

namespace Akka.Specs.Api;

/// <summary>The list of Akka.NET's public API, and which members of ours it does not hold.</summary>
internal sealed partial class ApiList
{
    private readonly HashSet<string> _known;

    private ApiList(IEnumerable<string> lines) => _known = [.. lines.Where(line => line.Length > 0 && line[0] != '#').Select(Normalize)];

    /// <summary>Gets the file with the list; null when there is none on this machine.</summary>
    public static string? Path => Candidates().FirstOrDefault(File.Exists);

    public static ApiList Read() => new(File.ReadLines(Path!));

    public IReadOnlyList<string> Unknown(IEnumerable<string> members) => [.. members.Where(member => !_known.Contains(Reduce(member)))];

    private static IEnumerable<string> Candidates()
    {
        const string File = "facts/akka-api.txt";
        if (Environment.GetEnvironmentVariable("EDGEACTORS_SHARED") is { Length: > 0 } shared)
        {
            yield return System.IO.Path.Combine(shared, File);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return System.IO.Path.Combine(folder.FullName, "shared", File);
        }
    }

    /// <summary>Drops the assembly, which may differ, and reduces the rest.</summary>
    private static string Normalize(string line) => Reduce(line[(line.IndexOf(';', StringComparison.Ordinal) + 2)..]);

    /// <summary>Leaves out what does not matter to a caller: attributes, nullability of references, and what a type derives from.</summary>
    private static string Reduce(string member)
    {
        var text = TupleNames().Replace(Obsolete().Replace(member, ""), "");
        text = ReferenceNullability().Replace(text, match => IsValueType(match.Groups[1].Value) ? match.Value : match.Groups[1].Value);
        return text.Contains("; type; ", StringComparison.Ordinal) ? BaseTypes().Replace(Variance().Replace(text, "$1"), "") : text;
    }

    private static bool IsValueType(string name) =>
        name is "int" or "uint" or "long" or "bool" or "System.TimeSpan" or "System.DateTimeOffset";

    [GeneratedRegex(@"\[Obsolete(\(error\))?\] ")]
    private static partial Regex Obsolete();

    [GeneratedRegex(@" /\*[^*]*\*/")]
    private static partial Regex TupleNames();

    [GeneratedRegex(@"([\w.>]+)\?")]
    private static partial Regex ReferenceNullability();

    [GeneratedRegex(@"(<)(out|in) ")]
    private static partial Regex Variance();

    [GeneratedRegex(@"( : | where ).*$")]
    private static partial Regex BaseTypes();
}
