namespace EdgeActors.Specs.SharedModels;

/// <summary>A fact about the shared models, skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelsFactAttribute : FactAttribute
{
    public ModelsFactAttribute() => Skip = ModelIndex.Absent;
}

/// <summary>A theory over the shared models, skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelsTheoryAttribute : TheoryAttribute
{
    public ModelsTheoryAttribute() => Skip = ModelIndex.Absent;
}
