using EdgeActors.Wording;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary>A document cannot be read, or would be one that cannot.</summary>
/// <param name="path">Which field: <c>$.deployments[0].name</c>.</param>
/// <param name="fault">What is wrong with it, beginning with a verb.</param>
/// <param name="fix">What to do.</param>
internal sealed class DocumentFormatException(string path, string fault, string fix) : Exception($"{Printable.Of(path, LongestPath)} {fault}; {fix}")
{
    private const int LongestPath = 256;

    /// <summary>Which field.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong with it.</summary>
    public string Fault { get; } = fault;

    /// <summary>What to do.</summary>
    public string Fix { get; } = fix;
}
