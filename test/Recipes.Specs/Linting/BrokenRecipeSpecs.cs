using System.Text.RegularExpressions;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting;

/// <summary>A linter that lets things pass is worse than none: each rule is shown to fail on a recipe that differs from a good one in one thing.</summary>
public sealed partial class BrokenRecipeSpecs
{
    public static TheoryData<string> Ways { get; } = [.. BrokenRecipes.All.Select(way => way.What)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Broken_recipe_is_found_out_by_its_rule_and_by_no_other(string what)
    {
        Way way = BrokenRecipes.All.Single(way => way.What == what);
        Recipe broken = RecipeFiles.All[way.Recipe].Edited(way.Edit);

        IReadOnlyList<Finding> found = RecipeLinter.Check(broken);

        string[] expected = way.Also is null ? [way.Code] : [way.Code, way.Also];
        Assert.Equal(expected.Order(), found.Select(finding => finding.Code).Distinct().Order());
        Assert.All(found, finding => Assert.True(finding.Path.Length > 0 && finding.Message.Length > 12, finding.ToString()));
    }

    [Fact]
    public void Every_rule_has_a_recipe_that_breaks_it()
    {
        string rules = Path.Combine(Workplace.Root, "test", "Recipes.Specs", "Linting", "Rules");
        IEnumerable<string> codes = Directory.GetFiles(rules).SelectMany(file => Code().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);

        Assert.Equal(codes.Distinct().Order(), BrokenRecipes.All.Select(way => way.Code).Distinct().Order());
    }

    [GeneratedRegex(@"new Finding\(\s*""([a-z-]+)""")]
    private static partial Regex Code();
}
