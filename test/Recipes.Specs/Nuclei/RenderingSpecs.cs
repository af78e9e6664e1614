using System.Text.Json.Nodes;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Nuclei;

/// <summary>That the doubles have the ways of the nuclei that the recipes are written around.</summary>
public sealed class RenderingSpecs
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["work:path"] = "/root folder/work",
        ["configuration:/Name"] = "a \"b\" $c `d` \\e",
        ["other.part:configuration:/Name"] = "theirs",
    };

    [Fact]
    public void Lite_runs_what_it_has_written_up_to_a_variable_that_it_does_not_know()
    {
        Rendered rendered = Rendering.OnLite(Step("{other.part:configuration:/Name}", "exec \"{work:path}/agent\""), Value);

        Assert.Equal("export NAME=\"", rendered.Script);
    }

    [Fact]
    public void Lite_escapes_values_for_double_quotes()
    {
        Rendered rendered = Rendering.OnLite(Step("{configuration:/Name}", "exec \"{work:path}/agent\""), Value);

        Assert.Equal("export NAME=\"a \\\"b\\\" \\$c \\`d\\` \\\\e\"\nexec \"/root folder/work/agent\"\n", rendered.Script);
    }

    [Theory]
    [InlineData("{configuration:/Name}", "a \"b\" $c `d` \\e")]
    [InlineData("{other.part:configuration:/Name}", "theirs")]
    [InlineData("{configuration:/Missing}", "{configuration:/Missing}")]
    [InlineData("awk '{print}'", "awk '{print}'")]
    public void Classic_pastes_values_and_leaves_what_it_does_not_know(string text, string expected) =>
        Assert.Equal(expected, Rendering.OnClassic(Step("x", text), Value).Script);

    [Theory]
    [InlineData("amd64", 0, 0)]
    [InlineData("aarch64", 1, 1)]
    [InlineData("arm", -1, -1)]
    public void Agents_recipe_has_one_manifest_for_each_device(string architecture, int classic, int lite)
    {
        Recipe recipe = RecipeFiles.All[RecipeFiles.DropIn];

        Assert.Equal(classic, ManifestChoice.OnClassic(recipe, "linux", architecture)?.Index ?? -1);
        Assert.Equal(lite, ManifestChoice.OnLite(recipe, architecture)?.Index ?? -1);
        Assert.Equal(architecture == "amd64" ? 2 : -1, ManifestChoice.OnClassic(recipe, "windows", architecture)?.Index ?? -1);
    }

    [Fact]
    public void Clients_recipe_keeps_the_nuclei_apart()
    {
        Recipe recipe = RecipeFiles.All[RecipeFiles.Client];

        Assert.Equal(0, ManifestChoice.OnLite(recipe, "amd64")?.Index);
        Assert.Equal(1, ManifestChoice.OnClassic(recipe, "linux", "amd64")?.Index);
    }

    private static RecipeStep Step(string name, string script) => new(
        new RecipeManifest(0, []), "startup", new JsonObject { ["Setenv"] = new JsonObject { ["NAME"] = name }, ["Script"] = script });

    private static string? Value(RecipeVariable variable) => Known.GetValueOrDefault(variable.Inside);
}
