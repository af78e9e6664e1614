namespace EdgeActors.Specs.Linting;

/// <summary>What is wrong with a recipe.</summary>
/// <param name="Code">Names the rule.</param>
/// <param name="Path">Where in the recipe.</param>
/// <param name="Message">What is wrong, what would come of it, and what to write.</param>
internal sealed record Finding(string Code, string Path, string Message)
{
    public override string ToString() => $"{Code} at {Path}: {Message}";
}
