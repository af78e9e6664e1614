using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Configuration.Layers;

/// <summary>The value that a parameter has in the end.</summary>
/// <param name="Parameter">Which.</param>
/// <param name="Value">The value; null for none, or when it is faulty.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Name">The name it was given by; null for a default.</param>
/// <param name="IsFaulty">Whether it is of no use.</param>
internal sealed record EffectiveValue(Parameter Parameter, string? Value, string Source, string? Name, bool IsFaulty)
{
    /// <summary>The source of what nobody gave.</summary>
    public const string ByDefault = "default";

    private const string Hidden = "(hidden)";

    /// <summary>The value for people's eyes; empty for none.</summary>
    public string Shown => Parameter.IsSecret && Name is not null ? Hidden : Value ?? "";
}
