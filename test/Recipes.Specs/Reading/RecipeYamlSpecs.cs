namespace EdgeActors.Specs.Reading;

public sealed class RecipeYamlSpecs
{
    [Theory]
    [InlineData("a: true", """{"a":true}""")]
    [InlineData("a: \"true\"", """{"a":"true"}""")]
    [InlineData("a: 120", """{"a":120}""")]
    [InlineData("a: '120'", """{"a":"120"}""")]
    [InlineData("a: 0.5", """{"a":0.5}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: text # and a comment", """{"a":"text"}""")]
    [InlineData("a: [x, {b: c}]", """{"a":["x",{"b":"c"}]}""")]
    public void Scalars_become_what_the_cloud_makes_of_them(string yaml, string json) => Assert.Equal(json, new Recipe(RecipeYaml.Parse(yaml)).Json);

    [Theory]
    [InlineData("{work:path}", true, true)]
    [InlineData("{configuration:/a/b}", true, true)]
    [InlineData("{configuration:/}", false, false)]
    [InlineData("{x.y:configuration:/a}", false, true)]
    [InlineData("${HOME}", false, false)]
    [InlineData("{work:path", false, false)]
    public void Variables_are_told_from_other_braces(string text, bool lite, bool classic)
    {
        RecipeVariable variable = Assert.Single(RecipeVariable.In(text));

        Assert.Equal((lite, classic), (variable.IsKnownOnLite, variable.IsKnownOnClassic));
    }
}
