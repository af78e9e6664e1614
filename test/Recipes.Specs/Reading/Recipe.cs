using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeActors.Specs.Reading;

/// <summary>
/// A component recipe. Keys are found whatever their case, so that a rule about one thing does not fall over a key that another rule
/// complains of.
/// </summary>
/// <param name="Root">The whole document.</param>
internal sealed record Recipe(JsonObject Root)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => Text(Root, "ComponentName");

    public string Version => Text(Root, "ComponentVersion");

    public JsonObject Defaults => Find(Find(Root, "ComponentConfiguration"), "DefaultConfiguration") as JsonObject ?? [];

    public JsonObject Dependencies => Find(Root, "ComponentDependencies") as JsonObject ?? [];

    public IReadOnlyList<RecipeManifest> Manifests =>
        [.. (Find(Root, "Manifests") as JsonArray ?? []).OfType<JsonObject>().Select((node, index) => new RecipeManifest(index, node))];

    public IEnumerable<RecipeStep> Steps => Manifests.SelectMany(manifest => manifest.Steps);

    /// <summary>As the cloud hands it to devices.</summary>
    public string Json => Root.ToJsonString(Compact);

    /// <summary>Bytes of that.</summary>
    public int JsonBytes => Encoding.UTF8.GetByteCount(Json);

    public static Recipe Read(string file) => new(RecipeYaml.Parse(File.ReadAllText(file)));

    /// <summary>A copy with one thing changed.</summary>
    public Recipe Edited(Action<JsonObject> edit)
    {
        JsonObject copy = (JsonObject)Root.DeepClone();
        edit(copy);
        return new Recipe(copy);
    }

    /// <summary>The value of a key in a map; null where there is none.</summary>
    public static JsonNode? Find(JsonNode? node, string key) =>
        (node as JsonObject)?.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The text of a key; empty where there is none.</summary>
    public static string Text(JsonNode? node, string key) => Find(node, key) is JsonValue value ? value.ToString() : "";
}

/// <summary>What holds for one platform.</summary>
internal sealed record RecipeManifest(int Index, JsonObject Node)
{
    public string Path => $"Manifests[{Index}]";

    public JsonObject? Platform => Recipe.Find(Node, "Platform") as JsonObject;

    public string Os => Recipe.Text(Platform, "os");

    public string Runtime => Recipe.Text(Platform, "runtime");

    public IReadOnlyList<JsonObject> Artifacts => [.. (Recipe.Find(Node, "Artifacts") as JsonArray ?? []).OfType<JsonObject>()];

    public IEnumerable<RecipeStep> Steps =>
        (Recipe.Find(Node, "Lifecycle") as JsonObject ?? []).Select(pair => new RecipeStep(this, pair.Key, pair.Value));

    /// <summary>Whether nucleus lite can choose it.</summary>
    public bool IsForLite => Os is "linux" or "*" or "all" && Runtime is "*" or "aws_nucleus_lite";
}

/// <summary>One step of a manifest's life: <c>install</c>, <c>startup</c>, <c>run</c>, …</summary>
internal sealed record RecipeStep(RecipeManifest Manifest, string Name, JsonNode? Node)
{
    public string Path => $"{Manifest.Path}.Lifecycle.{Name}";

    public string Script => Node is JsonValue value ? value.ToString() : Recipe.Text(Node, "Script");

    public IEnumerable<KeyValuePair<string, JsonNode?>> Setenv => Recipe.Find(Node, "Setenv") as JsonObject ?? [];

    /// <summary>All texts with variables, and where they stand.</summary>
    public IEnumerable<(string Path, string Text)> Texts =>
        Setenv.Select(pair => ($"{Path}.Setenv.{pair.Key}", pair.Value?.ToString() ?? "")).Append(($"{Path}.Script", Script));
}
