using System.Collections;
using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Configuration.Layers;

/// <summary>The variables <c>EDGEACTORS_…</c>. They do not change while a process lives.</summary>
/// <param name="variables">The process's environment.</param>
internal sealed class EnvironmentSource(IReadOnlyDictionary<string, string> variables) : IParameterSource
{
    // Those that are for others: clients of the socket.
    private static readonly string[] Foreign = [SocketPath.EnvironmentVariable];

    /// <inheritdoc />
    public string Name => "environment";

    /// <inheritdoc />
    public SourceReading Read() => new(
        Name,
        NameStyle.Variable,
        [
            .. variables
                .Where(variable => variable.Key.StartsWith(VariableName.Prefix, StringComparison.Ordinal) && !Foreign.Contains(variable.Key))
                .OrderBy(variable => variable.Key, StringComparer.Ordinal)
                .Where(variable => variable.Value.Length > 0 || MayBeEmpty(variable.Key))
                .Select(variable => new NamedValue(variable.Key, variable.Value)),
        ]);

    /// <summary>All variables of this process.</summary>
    public static IReadOnlyDictionary<string, string> OfThisProcess() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(
            entry => (string)entry.Key,
            entry => (string?)entry.Value ?? "",
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private static bool MayBeEmpty(string name) => ParameterCatalogue.Find(NameStyle.Variable, name)?.MayBeEmpty == true;
}
