using System.Text.Json.Nodes;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Nuclei;

/// <summary>A component on a device: its part of the recipe, its folders, its configuration.</summary>
internal sealed class DeployedComponent(GreengrassDevice device, Recipe recipe, RecipeManifest manifest)
{
    public Recipe Recipe => recipe;

    public JsonObject Configuration { get; } = (JsonObject)recipe.Defaults.DeepClone();

    public string Work => device.WorkOf(recipe.Name);

    public string Artifacts => Path.Combine(device.Root, "packages", "artifacts", recipe.Name, recipe.Version);

    public string Decompressed => Path.Combine(device.Root, "packages", "artifacts-unarchived", recipe.Name, recipe.Version);

    public IEnumerable<RecipeStep> Steps => manifest.Steps;

    /// <summary>The step that is the component's process.</summary>
    public RecipeStep Main => Steps.Single(step => step.Name is "startup" or "run");

    /// <summary>Changes parameters, as a deployment's merge does.</summary>
    public void Merge(IEnumerable<(string Key, string Value)> values)
    {
        foreach ((string key, string value) in values)
        {
            Configuration[key] = value;
        }
    }

    /// <summary>What a variable stands for; null when there is no such thing.</summary>
    public string? Value(RecipeVariable variable) => variable.Inside switch
    {
        "artifacts:path" => Folder(Artifacts),
        "artifacts:decompressedPath" => Folder(Decompressed),
        "work:path" => Folder(Work),
        "kernel:rootPath" => Folder(device.Root),
        "iot:thingName" => ComponentEnvironment.Thing,
        _ when variable.Pointer is { } pointer => At(variable.Component is { } other ? device.ConfigurationOf(other) : Configuration, pointer),
        _ => null,
    };

    // With a slash at the end on lite, without on classic.
    private string Folder(string path) => device.Nucleus == Nucleus.Lite ? path + "/" : path;

    private static string? At(JsonNode? configuration, string pointer)
    {
        JsonNode? found = pointer.Split('/').Skip(1).Aggregate(configuration, (node, key) => (node as JsonObject)?[key]);
        return found is JsonObject or JsonArray ? found.ToJsonString() : found?.ToString();
    }
}
