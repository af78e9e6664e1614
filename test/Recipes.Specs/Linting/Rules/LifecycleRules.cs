using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>What is run, and when.</summary>
internal static class LifecycleRules
{
    private static readonly string[] OfBoth = ["install", "startup", "run"];
    private static readonly string[] OnClassicOnly = ["bootstrap", "shutdown", "recover", "uninstall"];

    /// <summary>The two nuclei want it in forms that exclude each other.</summary>
    public static IEnumerable<Finding> Global(Recipe recipe)
    {
        if (Recipe.Find(recipe.Root, "Lifecycle") is not null)
        {
            yield return new Finding("global-lifecycle", "Lifecycle", "is read differently by each nucleus; write it into the manifests");
        }
    }

    /// <summary>Lite passes over what only the classic nucleus runs, and over conditions, without a word.</summary>
    public static IEnumerable<Finding> Steps(Recipe recipe)
    {
        foreach (RecipeStep step in recipe.Steps.Where(step => step.Manifest.IsForLite))
        {
            if (OnClassicOnly.Contains(step.Name))
            {
                yield return new Finding("step", step.Path, $"is not run by nucleus lite; do it in one of {string.Join(", ", OfBoth)}, or in a manifest without a runtime");
            }

            if (Recipe.Find(step.Node, "Skipif") is not null)
            {
                yield return new Finding("skip-if", $"{step.Path}.Skipif", "is passed over by nucleus lite, which runs the step always; decide in the script");
            }
        }
    }

    public static IEnumerable<Finding> Form(Recipe recipe) =>
        from step in recipe.Steps
        where step.Script.Length == 0
        select new Finding("step-form", step.Path, "has to be a text or a map with a Script");

    /// <summary>A component has one process; lite takes <c>startup</c> when there are both.</summary>
    public static IEnumerable<Finding> OneProcess(Recipe recipe)
    {
        foreach (RecipeManifest manifest in recipe.Manifests)
        {
            string[] names = [.. manifest.Steps.Select(step => step.Name)];
            if (names.Contains("startup") && names.Contains("run"))
            {
                yield return new Finding("two-mains", $"{manifest.Path}.Lifecycle", "has startup and run, of which nucleus lite takes startup only; leave one out");
            }

            if (names.Length == 0)
            {
                yield return new Finding("no-step", $"{manifest.Path}.Lifecycle", "has no step, so nothing is ever run");
            }
        }
    }

    public static IEnumerable<Finding> Privilege(Recipe recipe) =>
        from step in recipe.Steps
        let given = Recipe.Find(step.Node, "RequiresPrivilege")
        where given is not null && given.ToString() is not ("true" or "false")
        select new Finding("privilege", $"{step.Path}.RequiresPrivilege", $"\"{given}\" has to be true or false, in small letters");

    public static IEnumerable<Finding> Timeout(Recipe recipe) =>
        from step in recipe.Steps
        let given = Recipe.Find(step.Node, "Timeout")
        where given is not null && !IsSeconds(given)
        select new Finding("timeout", $"{step.Path}.Timeout", $"\"{given}\" has to be whole seconds, more than 0");

    private static bool IsSeconds(JsonNode given) =>
        given.GetValueKind() is JsonValueKind.Number or JsonValueKind.String && int.TryParse(given.ToString(), out int seconds) && seconds > 0;
}
