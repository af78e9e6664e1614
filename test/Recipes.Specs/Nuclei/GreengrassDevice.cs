using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Nuclei;

/// <summary>Which nucleus a device has.</summary>
public enum Nucleus
{
    /// <summary>The Java one.</summary>
    Classic,

    /// <summary>The C one.</summary>
    Lite,
}

/// <summary>
/// A device on which components are deployed and started the way its nucleus does it: folders, users, environment, variables, signals.
/// Components run as a user that has no rights and no home.
/// </summary>
internal sealed class GreengrassDevice(Nucleus nucleus) : IDisposable
{
    /// <summary>Number of the user and of the group that components run as.</summary>
    public const int ComponentUser = 61_999;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DeployedComponent> _deployed = [];

    public Nucleus Nucleus => nucleus;

    public string Root { get; } = MakeRoot();

    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64" : "amd64";

    public string WorkOf(string component) => Path.Combine(Root, "work", component);

    /// <summary>Puts a component onto the device: its artifacts as they are unpacked, its configuration merged into the defaults.</summary>
    /// <param name="recipe">The component's.</param>
    /// <param name="artifacts">Folders with the content of zips and single files, each a source by the artifact's file name.</param>
    /// <param name="merge">What the deployment changes.</param>
    public async Task DeployAsync(Recipe recipe, IReadOnlyDictionary<string, string> artifacts, params (string Key, string Value)[] merge)
    {
        RecipeManifest manifest = (nucleus == Nucleus.Lite
            ? ManifestChoice.OnLite(recipe, Architecture)
            : ManifestChoice.OnClassic(recipe, "linux", Architecture))!;
        DeployedComponent component = _deployed[recipe.Name] = new DeployedComponent(this, recipe, manifest);
        component.Merge(merge);
        foreach (JsonObject artifact in manifest.Artifacts)
        {
            string file = Recipe.Text(artifact, "Uri").Split('/')[^1];
            bool isZip = Recipe.Text(artifact, "Unarchive") == "ZIP";
            string target = Path.Combine(isZip ? component.Decompressed : component.Artifacts, isZip ? Path.GetFileNameWithoutExtension(file) : file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await Programs.MustRunAsync(Limit, "cp", "-RL", artifacts[file], target);
            string mode = Recipe.Text(Recipe.Find(artifact, "Permission"), "Execute") == "ALL" ? "0555" : "0444";
            await Programs.MustRunAsync(Limit, "find", target, "-type", "d", "-exec", "chmod", "0755", "{}", "+");
            await Programs.MustRunAsync(Limit, "find", target, "-type", "f", "-exec", "chmod", mode, "{}", "+");
        }

        Directory.CreateDirectory(component.Work);
        await Programs.MustRunAsync(Limit, "chown", $"{ComponentUser}:{ComponentUser}", component.Work);
    }

    /// <summary>A component's configuration by its name.</summary>
    public JsonObject? ConfigurationOf(string component) => _deployed.GetValueOrDefault(component)?.Configuration;

    /// <summary>Changes parameters of a component; whether its lifecycle's text is another one then, so that a classic nucleus restarts it.</summary>
    public bool Configure(string name, params (string Key, string Value)[] merge)
    {
        DeployedComponent component = _deployed[name];
        Rendered before = Render(component, component.Main);
        component.Merge(merge);
        Rendered after = Render(component, component.Main);
        return before.Script != after.Script || !before.Environment.OrderBy(pair => pair.Key).SequenceEqual(after.Environment.OrderBy(pair => pair.Key));
    }

    /// <summary>Runs a component's install step to its end.</summary>
    public async Task InstallAsync(string name)
    {
        using ComponentProcess install = Launch(_deployed[name], _deployed[name].Steps.Single(step => step.Name == "install"));
        Assert.Equal(0, await install.WaitForExitAsync(Limit));
    }

    /// <summary>Starts a component.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="asRoot">Whether it requires privilege.</param>
    /// <param name="more">More of the environment, such as where the nucleus listens.</param>
    public ComponentProcess Start(string name, bool asRoot = false, IReadOnlyDictionary<string, string>? more = null) =>
        Launch(_deployed[name], _deployed[name].Main, asRoot, more);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private Rendered Render(DeployedComponent component, RecipeStep step) =>
        nucleus == Nucleus.Lite ? Rendering.OnLite(step, component.Value) : Rendering.OnClassic(step, component.Value);

    private ComponentProcess Launch(DeployedComponent component, RecipeStep step, bool asRoot = false, IReadOnlyDictionary<string, string>? more = null)
    {
        Rendered rendered = Render(component, step);
        Dictionary<string, string> environment = ComponentEnvironment.Of(this, component.Recipe);
        foreach ((string key, string value) in rendered.Environment.Concat(more ?? new Dictionary<string, string>()))
        {
            environment[key] = value;
        }

        return ComponentProcess.Start(Command(step, rendered.Script, asRoot), component.Work, environment);
    }

    // Lite gives the shell a file and adds a line of its own to a startup step's; classic hands the text over.
    private string[] Command(RecipeStep step, string script, bool asRoot)
    {
        string[] user = asRoot ? [] : ["setpriv", $"--reuid={ComponentUser}", $"--regid={ComponentUser}", "--clear-groups", "--"];
        string[] limits = ["/bin/sh", "-c", "umask 022; ulimit -Sn 1024; exec \"$@\"", "sh"];
        if (nucleus == Nucleus.Classic)
        {
            return [.. limits, .. user, "sh", "-c", script];
        }

        string file = Path.Combine(Root, $"script-{Guid.NewGuid():n}");
        File.WriteAllText(file, script + (step.Name == "startup" ? $"echo {ComponentProcess.AfterScript}\n" : ""));
        return [.. limits, .. user, "/bin/sh", file];
    }

    private static string MakeRoot()
    {
        string root = Directory.CreateTempSubdirectory("greengrass-").FullName;
        File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        return root;
    }
}
