using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Configuration.Layers;

/// <summary>
/// A place that parameters come from: a file, the environment, flags, or whoever deploys the agent. A source that may be away, such as a
/// nucleus, keeps the last that it heard and gives that, or nothing: it never holds up the start.
/// </summary>
internal interface IParameterSource
{
    /// <summary>For people: <c>file /etc/agent.json</c>.</summary>
    string Name { get; }

    /// <summary>What it says now. Never throws for what is wrong with it: that is a fault of the reading.</summary>
    SourceReading Read();
}

/// <summary>A source that may say something else later.</summary>
internal interface IChangingSource : IParameterSource
{
    /// <summary>
    /// It may say something else from now on. Raised on any thread, and perhaps once too often; whoever listens reads anew and compares.
    /// </summary>
    event Action? Changed;
}

/// <summary>What a source said.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Style">Of the names of its values.</param>
/// <param name="Values">In its order.</param>
/// <param name="Faults">What kept it from being read; empty when nothing did.</param>
internal sealed record SourceReading(string Source, NameStyle Style, IReadOnlyList<NamedValue> Values, params IReadOnlyList<ConfigurationFault> Faults);
