using System.Text.RegularExpressions;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>What the recipes that install the agent have to keep besides.</summary>
internal static partial class AgentRules
{
    private const string Nucleus = "aws.greengrass.Nucleus";
    private const string TokenExchange = "aws.greengrass.TokenExchangeService";

    private static readonly string[] Targets = ["linux amd64", "linux aarch64", "windows amd64"];

    /// <summary>Not in the code's catalogue: the entry point, and the work folder as the place for data.</summary>
    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["EDGEACTORS_COMPONENT"] = "true",
        ["STATE_DIRECTORY"] = "{work:path}",
    };

    public static IEnumerable<Finding> Parameters(Recipe recipe)
    {
        Dictionary<string, string> given = recipe.Defaults.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "null");
        foreach (ComponentParameter parameter in ComponentParameter.All.Where(p => given.GetValueOrDefault(p.Name) != p.Default))
        {
            yield return new Finding("parameters", $"DefaultConfiguration.{parameter.Name}", $"has to be there with the default \"{parameter.Default}\"");
        }

        foreach (string stranger in given.Keys.Except(ComponentParameter.All.Select(parameter => parameter.Name)))
        {
            yield return new Finding("parameters", $"DefaultConfiguration.{stranger}", "is no parameter of the agent");
        }
    }

    public static IEnumerable<Finding> Platforms(Recipe recipe)
    {
        string[] served = [.. recipe.Manifests.Where(manifest => manifest.Runtime == "*").Select(m => $"{m.Os} {Recipe.Text(m.Platform, "architecture")}")];
        return Targets.Except(served).Select(target => new Finding("target", "Manifests", $"none is for {target} with runtime \"*\""));
    }

    /// <summary>Clients are started when the agent serves, which only a startup step can say.</summary>
    public static IEnumerable<Finding> Ready(Recipe recipe) =>
        from manifest in recipe.Manifests
        where manifest.Os == "linux" && !manifest.Steps.Any(step => step.Name == "startup")
        select new Finding("startup", $"{manifest.Path}.Lifecycle", "has to be a startup step: with run the agent counts as running before its socket is there");

    /// <summary>The old component broke on devices without the Python that its install step wanted.</summary>
    public static IEnumerable<Finding> SelfSufficient(Recipe recipe) =>
        from step in recipe.Steps
        where step.Name == "install" || Installer().IsMatch(step.Script)
        select new Finding("installs", step.Path, "has to need nothing of the device: the artifact is complete");

    public static IEnumerable<Finding> Dependencies(Recipe recipe)
    {
        foreach ((string name, string type) in (ReadOnlySpan<(string, string)>)[(Nucleus, "SOFT"), (TokenExchange, "HARD")])
        {
            if (Recipe.Text(Recipe.Find(recipe.Dependencies, name), "DependencyType") != type)
            {
                return [new Finding("needs", $"ComponentDependencies.{name}", $"has to be there and be {type}")];
            }
        }

        return [];
    }

    /// <summary>Every parameter that needs a restart reaches the agent, under its own name, on every platform; no other does.</summary>
    public static IEnumerable<Finding> Environment(Recipe recipe)
    {
        Dictionary<string, string> expected = ComponentParameter.All
            .Where(parameter => parameter.Variable is not null)
            .ToDictionary(parameter => parameter.Variable!, parameter => $"{{configuration:/{parameter.Name}}}")
            .Concat(Fixed).ToDictionary();
        return from step in recipe.Steps
               let given = step.Setenv.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "")
               from key in expected.Keys.Union(given.Keys)
               where expected.GetValueOrDefault(key) != given.GetValueOrDefault(key)
               select new Finding("environment", $"{step.Path}.Setenv.{key}", $"has to be \"{expected.GetValueOrDefault(key, "left out")}\"");
    }

    [GeneratedRegex(@"\b(python3?|pip3?|apt(-get)?|curl|wget)\b")]
    private static partial Regex Installer();
}
