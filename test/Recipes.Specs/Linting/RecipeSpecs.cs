using EdgeActors.Specs.Linting.Rules;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting;

public sealed class RecipeSpecs
{
    public static TheoryData<string> Names { get; } = [.. RecipeFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipes_of_this_project_break_no_rule(string name) => Assert.Empty(RecipeLinter.Check(RecipeFiles.All[name]));

    [Fact]
    public void Four_components_are_there() => Assert.Equal(
        [RecipeFiles.DropIn, RecipeFiles.OwnName, RecipeFiles.Client, RecipeFiles.Model],
        RecipeFiles.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void File_is_named_after_component_and_version(string name)
    {
        Recipe recipe = RecipeFiles.All[name];

        Assert.Equal(name, recipe.Name);
        Assert.Single(Directory.GetFiles(RecipeFiles.Folder, $"{recipe.Name}-{recipe.Version}.yaml", SearchOption.AllDirectories));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Artifacts_lie_where_the_publishing_script_puts_them(string name)
    {
        Recipe recipe = RecipeFiles.All[name];

        Assert.All(
            recipe.Manifests.SelectMany(manifest => manifest.Artifacts),
            artifact => Assert.StartsWith($"s3://BUCKET/{recipe.Name}/{recipe.Version}/", Recipe.Text(artifact, "Uri"), StringComparison.Ordinal));
    }

    [Fact]
    public void Both_names_carry_the_same_agent()
    {
        Recipe dropIn = RecipeFiles.All[RecipeFiles.DropIn];
        Recipe own = RecipeFiles.All[RecipeFiles.OwnName];

        string renamed = own.Json
            .Replace($"\"ComponentName\":\"{RecipeFiles.OwnName}\"", $"\"ComponentName\":\"{RecipeFiles.DropIn}\"", StringComparison.Ordinal)
            .Replace($"s3://BUCKET/{RecipeFiles.OwnName}/", $"s3://BUCKET/{RecipeFiles.DropIn}/", StringComparison.Ordinal);

        Assert.Equal(dropIn.Json, renamed);
    }

    [Fact]
    public void Version_is_the_programs_own_and_replaces_the_last_public_one()
    {
        Version program = typeof(Cli.CommandLine).Assembly.GetName().Version!;
        Version recipe = Version.Parse(RecipeFiles.All[RecipeFiles.DropIn].Version);

        Assert.Equal(program.ToString(3), recipe.ToString(3));
        Assert.True(recipe > new Version(1, 3, 6) && recipe.Major == 1);
    }

    [Fact]
    public void Agents_recipe_fits_into_nucleus_lite_with_room_to_grow() =>
        Assert.InRange(RecipeFiles.All[RecipeFiles.DropIn].JsonBytes, 1, ShapeRules.LargestOnLite * 4 / 5);

    [Fact]
    public void Client_asks_the_agents_component_for_a_parameter_that_it_has()
    {
        string pointer = RecipeFiles.All[RecipeFiles.Client].Steps.SelectMany(step => step.Texts).SelectMany(text => RecipeVariable.In(text.Text))
            .Single(variable => variable.Component == RecipeFiles.DropIn).Pointer!;

        Assert.Contains(pointer.TrimStart('/'), RecipeFiles.All[RecipeFiles.DropIn].Defaults);
    }
}
