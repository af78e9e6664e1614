using EdgeActors.Models.Binding;

namespace EdgeActors.Specs.Models.Binding;

public sealed class NearestNameSpecs
{
    [Fact]
    public void A_name_of_hostile_length_is_near_to_nothing() => Assert.Null(NearestName.Of(new string('x', 10_000), ["input", "image"]));
}
