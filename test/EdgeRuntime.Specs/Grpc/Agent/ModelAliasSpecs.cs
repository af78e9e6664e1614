using System.Text.RegularExpressions;
using EdgeActors.Grpc.Agent;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed partial class ModelAliasSpecs
{
    private static readonly Arbitrary<string> NearAliases = Gen
        .Elements('a', 'Z', '0', '-', '-', '_', '.', 'é', '\n', '\0')
        .ArrayOf()
        .Select(characters => new string(characters))
        .ToArbitrary();

    [Fact]
    public void Agrees_with_the_expression_of_the_contract() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(NearAliases, alias => Assert.Equal(Contract().IsMatch(alias), ModelAlias.IsValid(alias))));

    [Fact]
    public void Every_suggestion_is_valid() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(NearAliases, alias => Assert.True(ModelAlias.IsValid(ModelAlias.Suggest(alias)))));

    [Fact]
    public void A_valid_alias_suggests_itself() => Assert.Equal("model-1-0", ModelAlias.Suggest("model-1-0"));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Length_is_1_to_256(int length, bool valid) => Assert.Equal(valid, ModelAlias.IsValid(new string('a', length)));

    [Fact]
    public void A_long_alias_is_suggested_shorter() => Assert.Equal(256, ModelAlias.Suggest(new string('a', 100_000)).Length);

    // \z because .NET lets $ match before a final line feed.
    [GeneratedRegex(@"^[a-zA-Z0-9](-*[a-zA-Z0-9])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Contract();
}
