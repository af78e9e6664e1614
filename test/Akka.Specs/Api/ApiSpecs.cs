using Akka.Actor;

namespace Akka.Specs.Api;

/// <summary>Product code must compile on the real packages too, so nothing public here may be unknown there.</summary>
public sealed class ApiSpecs
{
    [ApiFact]
    public void Every_public_member_of_the_core_exists_in_Akka_NET() =>
        Assert.Equal("", string.Join('\n', ApiList.Read().Unknown(ApiText.Of(typeof(ActorSystem).Assembly))));

    [ApiFact]
    public void Every_public_member_of_the_test_kit_exists_in_Akka_NET() =>
        Assert.Equal("", string.Join('\n', ApiList.Read().Unknown(ApiText.Of(typeof(TestKit.TestScheduler).Assembly))));

    [ApiFact]
    public void Comparison_covers_persistence_and_serialization()
    {
        var spaces = ApiText.Of(typeof(ActorSystem).Assembly).CountBy(member => string.Join('.', member.Split('.').Take(2))).ToDictionary();

        Assert.True(spaces["Akka.Persistence"] > 250);
        Assert.True(spaces["Akka.Serialization"] > 20);
    }

    [ApiFact]
    public void Comparison_names_each_member_that_Akka_NET_does_not_have()
    {
        var unknown = ApiList.Read().Unknown(ApiText.Of(typeof(Stranger)));

        Assert.Equal(4, unknown.Count);
        Assert.Contains(unknown, member => member.EndsWith("public int Answer(string question = null)", StringComparison.Ordinal));
        Assert.Contains(unknown, member => member.EndsWith("protected virtual string Name { get; }", StringComparison.Ordinal));
    }

    [ApiFact]
    public void Comparison_sees_a_changed_parameter()
    {
        var members = ApiText.Of(typeof(ActorPath)).Select(member => member.Replace("string childName", "string name", StringComparison.Ordinal));

        Assert.Contains(ApiList.Read().Unknown(members), member => member.Contains(" Child(string name)", StringComparison.Ordinal));
    }

    [ApiFact]
    public void Both_assemblies_have_members_to_compare()
    {
        Assert.True(ApiText.Of(typeof(ActorSystem).Assembly).Count() > 500);
        Assert.True(ApiText.Of(typeof(TestKit.TestScheduler).Assembly).Count() > 100);
    }

    public class Stranger
    {
        protected virtual string Name => "unknown";

        public int Answer(string? question = null) => question is null ? 0 : 42;
    }
}
