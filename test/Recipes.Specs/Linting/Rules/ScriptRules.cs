using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>How the component's process is started.</summary>
internal static class ScriptRules
{
    /// <summary>
    /// Without exec the shell stays, the process gets no signal of lite's, its readiness is not the unit's own, and lines that lite
    /// adds to a script run after it.
    /// </summary>
    public static IEnumerable<Finding> Replaced(Recipe recipe) =>
        from step in recipe.Steps
        where step.Name is "startup" or "run" && step.Manifest.Os == "linux"
        where !step.Script.StartsWith("exec ", StringComparison.Ordinal) || step.Script.TrimEnd().Contains('\n', StringComparison.Ordinal)
        select new Finding("exec", $"{step.Path}.Script", "has to be one line that begins with exec, so that the process replaces the shell");
}
