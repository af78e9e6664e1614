using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Configuration.Layers;

/// <summary>Flags of the command line. They do not change while a process lives.</summary>
/// <param name="flags">Those that were given, with their values.</param>
internal sealed class FlagSource(IReadOnlyList<NamedValue> flags) : IParameterSource
{
    /// <inheritdoc />
    public string Name => "flags";

    /// <inheritdoc />
    public SourceReading Read() => new(Name, NameStyle.Flag, flags);
}
