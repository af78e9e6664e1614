using System.Text.Json.Nodes;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting;

/// <summary>Ways to break a good recipe, each with the code of the one rule that it breaks.</summary>
internal static class BrokenRecipes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Way> All { get; } =
        [.. Identity(), .. Keys(), .. Platforms(), .. Steps(), .. Artifacts(), .. Access(), .. Texts(), .. Agent()];

    private static IEnumerable<Way> Identity() =>
    [
        new("an older format", "format-version", r => r["RecipeFormatVersion"] = "2019-01-01"),
        new("a blank in the name", "name", r => r["ComponentName"] = "com.edgeactors.samples.Vibration Model", RecipeFiles.Model),
        new("a name of 129 characters", "name", r => r["ComponentName"] = new string('a', 129), RecipeFiles.Model),
        new("a version of two parts", "version", r => r["ComponentVersion"] = "1.4"),
        new("a version that YAML reads as a number", "version", r => r["ComponentVersion"] = 1.4),
        new("a version with a leading zero", "version", r => r["ComponentVersion"] = "1.04.0"),
        new("a version number of seven digits", "version", r => r["ComponentVersion"] = "1.4.1000000"),
        new("the type of another kind", "type", r => r["ComponentType"] = "aws.greengrass.lambda"),
        new("a long description", "description", r => r["ComponentDescription"] = new string('a', 257)),
        new("more than lite can open", "size", r => At(r, "Manifests", 0, "Artifacts", 0)["Digest"] = new string('a', 8000)),
        new("a null", "null", r => r["ComponentPublisher"] = null),
        new("null artifacts", "null", r => At(r, "Manifests", 1)["Artifacts"] = null, RecipeFiles.Client, "artifact"),
    ];

    private static IEnumerable<Way> Keys() =>
    [
        new("URI in capitals", "key-case", r => Rename(At(r, "Manifests", 0, "Artifacts", 0), "Uri", "URI")),
        new("script in small letters", "key-case", r => Rename(Startup(r), "Script", "script")),
        new("setEnv", "key-case", r => Rename(Startup(r), "Setenv", "setEnv")),
        new("platform in small letters", "key-case", r => Rename(At(r, "Manifests", 0), "Platform", "platform")),
        new("OS in capitals", "key-case", r => Rename(At(r, "Manifests", 0, "Platform"), "os", "OS")),
        new("Run with a capital", "key-case", r => Rename(At(r, "Manifests", 0, "Lifecycle"), "run", "Run"), RecipeFiles.Client),
        new("a key of no recipe", "unknown-key", r => r["ComponentOwner"] = "me"),
        new("a step of no nucleus", "unknown-key", r => At(r, "Manifests", 0, "Lifecycle")["start"] = "true", RecipeFiles.Model),
    ];

    private static IEnumerable<Way> Platforms() =>
    [
        new("x86_64", "platform-value", r => At(r, "Manifests", 0, "Platform")["architecture"] = "x86_64", Also: "target"),
        new("a regular expression for the architecture", "platform-value", r => At(r, "Manifests", 0, "Platform")["architecture"] = "/amd64|x86/", Also: "target"),
        new("Linux with a capital", "platform-value", r => At(r, "Manifests", 0, "Platform")["os"] = "Linux", RecipeFiles.Client, "runtime"),
        new("a runtime that is none", "platform-value", r => At(r, "Manifests", 0, "Platform")["runtime"] = "aws_nucleus", RecipeFiles.Client, "runtime"),
        new("no runtime at all", "runtime", r => Remove(At(r, "Manifests", 0, "Platform"), "runtime"), RecipeFiles.Model),
        new("no platform", "platform", r => Remove(At(r, "Manifests", 1), "Platform"), RecipeFiles.Client),
        new("no manifest", "platform", r => r["Manifests"] = new JsonArray(), RecipeFiles.Model),
        new("a manifest behind a wider one", "manifest-order", r => At(r, "Manifests", 0, "Platform")["runtime"] = "*", RecipeFiles.Client),
    ];

    private static IEnumerable<Way> Steps() =>
    [
        new("a lifecycle for all manifests", "global-lifecycle", r => r["Lifecycle"] = new JsonObject { ["run"] = "true" }),
        new("a shutdown step", "step", r => At(r, "Manifests", 0, "Lifecycle")["shutdown"] = "true", RecipeFiles.Model),
        new("a recover step", "step", r => At(r, "Manifests", 0, "Lifecycle")["recover"] = "true", RecipeFiles.Model),
        new("a bootstrap step", "step", r => At(r, "Manifests", 0, "Lifecycle")["bootstrap"] = "true", RecipeFiles.Model),
        new("a condition", "skip-if", r => Startup(r)["Skipif"] = "exists /tmp/x"),
        new("a step as a list", "step-form", r => At(r, "Manifests", 0, "Lifecycle")["install"] = new JsonArray("true"), RecipeFiles.Model),
        new("a step without a script", "step-form", r => Remove(At(r, "Manifests", 0, "Lifecycle", "install"), "Script"), RecipeFiles.Model),
        new("startup and run", "two-mains", r => At(r, "Manifests", 0, "Lifecycle")["startup"] = "exec true", RecipeFiles.Client),
        new("no step", "no-step", r => At(r, "Manifests", 0)["Lifecycle"] = new JsonObject(), RecipeFiles.Model),
        new("True with a capital", "privilege", r => Startup(r)["RequiresPrivilege"] = "True"),
        new("a timeout with its unit", "timeout", r => Startup(r)["Timeout"] = "60s"),
        new("a timeout of nothing", "timeout", r => Startup(r)["Timeout"] = 0),
        new("a shell that stays", "exec", r => Startup(r)["Script"] = Startup(r)["Script"]!.ToString()["exec ".Length..]),
        new("a line after the process", "exec", r => Startup(r)["Script"] += "\necho ended"),
    ];

    private static IEnumerable<Way> Artifacts() =>
    [
        new("an artifact of the device's own disk", "artifact-uri", r => At(r, "Manifests", 0, "Artifacts", 0)["Uri"] = "file:///tmp/model.onnx", RecipeFiles.Model),
        new("a tar archive", "unarchive", r => At(r, "Manifests", 0, "Artifacts", 0)["Unarchive"] = "TAR", RecipeFiles.Model),
        new("nothing about unpacking", "unarchive", r => Remove(At(r, "Manifests", 0, "Artifacts", 0), "Unarchive"), RecipeFiles.Model),
        new("no permission", "permission", r => Remove(At(r, "Manifests", 0, "Artifacts", 0), "Permission")),
        new("no permission to execute", "permission", r => Remove(At(r, "Manifests", 0, "Artifacts", 0, "Permission"), "Execute")),
        new("permission for everybody", "permission", r => At(r, "Manifests", 0, "Artifacts", 0, "Permission")["Read"] = "EVERYBODY"),
        new("a program that may not be executed", "artifact", r => At(r, "Manifests", 0, "Artifacts", 0, "Permission")["Execute"] = "NONE"),
        new("a folder of another zip", "artifact", r => At(r, "Manifests", 0, "Artifacts", 0)["Uri"] = "s3://BUCKET/a/1/agent.zip"),
        new("a file that is no artifact", "artifact", r => At(r, "Manifests", 0, "Artifacts", 0)["Uri"] = "s3://BUCKET/a/1/net.onnx", RecipeFiles.Model),
    ];

    private static IEnumerable<Way> Access() =>
    [
        new("a policy without operations", "access", r => Allow(r, new JsonObject { ["resources"] = new JsonArray("*") }), RecipeFiles.Client),
        new("a bare question mark", "access-resource", r => Allow(r, Policy("topic/?")), RecipeFiles.Client),
        new("an escape that is none", "access-resource", r => Allow(r, Policy("topic/${x}")), RecipeFiles.Client),
        new("a dependency on no version", "dependency-version", r => Tes(r)["VersionRequirement"] = "latest"),
        new("a dependency of no type", "dependency-type", r => Remove(At(r, "ComponentDependencies", RecipeFiles.Model), "DependencyType"), RecipeFiles.Client),
        new("a soft dependency on the model", "dependency-soft", r => At(r, "ComponentDependencies", RecipeFiles.Model)["DependencyType"] = "SOFT", RecipeFiles.Client),
    ];

    private static IEnumerable<Way> Texts() =>
    [
        new("a shell's variable", "braces", r => Startup(r)["Script"] += " ${HOME}", Also: "unquoted"),
        new("JSON in a value", "braces", r => Setenv(r)["EXTRA"] = "{\"a\":1}", RecipeFiles.Client),
        new("another component's variable on lite", "braces", r => Setenv(r)["AGENT_SOCKET"] = Setenv(r, 1)["AGENT_SOCKET"]!.ToString(), RecipeFiles.Client),
        new("the whole configuration", "braces", r => Setenv(r)["ALL"] = "{configuration:/}", RecipeFiles.Client),
        new("a brace that stays open", "braces", r => Setenv(r)["OPEN"] = "{work:path", RecipeFiles.Client),
        new("a misspelt variable on classic", "braces-classic", r => Setenv(r, 1)["HERE"] = "{work:folder}", RecipeFiles.Client),
        new("a stranger's configuration on classic", "braces-classic", r => Setenv(r, 1)["AGENT_SOCKET"] = "{com.other:configuration:/Socket}", RecipeFiles.Client),
        new("a parameter without a default", "no-default", r => Setenv(r)["PERIOD_SECONDS"] = "{configuration:/Period}", RecipeFiles.Client),
        new("a parameter in the script", "value-in-script", r => Startup(r)["Script"] += " -a \"{configuration:/UnixSocketName}\""),
        new("a path without quotes", "unquoted", r => Startup(r)["Script"] = Startup(r)["Script"]!.ToString().Replace("\"", "", StringComparison.Ordinal)),
        new("a dot in a variable's name", "setenv-name", r => Setenv(r)["agent.socket"] = "x", RecipeFiles.Client),
        new("a variable's name with a digit first", "setenv-name", r => Setenv(r)["1ST"] = "x", RecipeFiles.Client),
        new("a number in the environment", "setenv-value", r => Setenv(r)["PERIOD_SECONDS"] = 5, RecipeFiles.Client),
        new("a bool in the environment", "setenv-value", r => Setenv(r)["EDGEACTORS_COMPONENT"] = true),
        new("a number as a default", "default-text", r => Defaults(r)["PeriodSeconds"] = 5, RecipeFiles.Client),
        new("a root that is not everybody's", "fixed-root", r => Defaults(r)["UnixSocketName"] = "/greengrass/v2/work/agent.sock", RecipeFiles.Client),
    ];

    private static IEnumerable<Way> Agent() =>
    [
        new("a parameter less", "parameters", r => Remove(Defaults(r), "CaptureDataBatchSize")),
        new("another default", "parameters", r => Defaults(r)["CaptureDataDestination"] = "Disk"),
        new("a parameter of nobody", "parameters", r => Defaults(r)["CaptureDataBatchSizes"] = "10"),
        new("no manifest for arm", "target", r => ((JsonArray)r["Manifests"]!).RemoveAt(1)),
        new("run where readiness is asked for", "startup", r => Rename(At(r, "Manifests", 0, "Lifecycle"), "startup", "run")),
        new("an install step", "installs", r => At(r, "Manifests", 0, "Lifecycle")["install"] = "pip3 install grpcio", Also: "environment"),
        new("a hard dependency on the nucleus", "needs", r => At(r, "ComponentDependencies", "aws.greengrass.Nucleus")["DependencyType"] = "HARD"),
        new("no token exchange", "needs", r => Remove(At(r, "ComponentDependencies"), "aws.greengrass.TokenExchangeService")),
        new("a parameter that does not arrive", "environment", r => Remove(Setenv(r), "EDGEACTORS_DB_ENABLE")),
        new("a live parameter that would restart all clients", "environment", r => Setenv(r)["EDGEACTORS_CAPTURE_DATA_BATCH_SIZE"] = "{configuration:/CaptureDataBatchSize}"),
        new("a fleet that does not arrive", "environment", r => Remove(Setenv(r), "EDGEACTORS_FLEET_URL")),
        new("signatures that are not demanded", "parameters", r => Defaults(r)["edgeactors_package_signatures"] = "off"),
        new("a period of the fleet's that would restart all clients", "environment", r => Setenv(r)["EDGEACTORS_HEARTBEAT_PERIOD"] = "60"),
        new("two parameters mixed up", "environment", r => Setenv(r)["EDGEACTORS_BUCKET_NAME"] = "{configuration:/FolderPrefix}"),
    ];

    private static JsonObject At(JsonNode node, params object[] path) =>
        (JsonObject)path.Aggregate(node, (at, step) => step is int index ? at[index]! : at[(string)step]!);

    private static JsonObject Startup(JsonObject recipe) => At(recipe, "Manifests", 0, "Lifecycle", "startup");

    private static JsonObject Setenv(JsonObject recipe, int manifest = 0) => (JsonObject)At(recipe, "Manifests", manifest, "Lifecycle").Single().Value!["Setenv"]!;

    private static JsonObject Defaults(JsonObject recipe) => At(recipe, "ComponentConfiguration", "DefaultConfiguration");

    private static JsonObject Tes(JsonObject recipe) => At(recipe, "ComponentDependencies", "aws.greengrass.TokenExchangeService");

    private static JsonObject Policy(string resource) => new() { ["operations"] = new JsonArray("*"), ["resources"] = new JsonArray(resource) };

    private static void Allow(JsonObject recipe, JsonObject policy) =>
        Defaults(recipe)["accessControl"] = new JsonObject { ["aws.greengrass.ipc.pubsub"] = new JsonObject { ["client:1"] = policy } };

    private static void Remove(JsonObject map, string key) => Assert.True(map.Remove(key));

    private static void Rename(JsonObject map, string key, string other)
    {
        JsonNode value = map[key]!.DeepClone();
        Remove(map, key);
        map[other] = value;
    }
}

/// <summary>One edit and the rule that has to notice.</summary>
/// <param name="What">What is done, in words.</param>
/// <param name="Code">Of the rule.</param>
/// <param name="Edit">Does it.</param>
/// <param name="Recipe">To which recipe.</param>
/// <param name="Also">Another rule that cannot help noticing as well.</param>
internal sealed record Way(string What, string Code, Action<JsonObject> Edit, string Recipe = RecipeFiles.DropIn, string? Also = null);
