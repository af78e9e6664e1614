using EdgeActors.Configuration.Rules;
using EdgeActors.Greengrass;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>How the agent gets on with the Greengrass nucleus that started it.</summary>
internal static class GreengrassParameter
{
    public static ParameterSection Section { get; } = new("Under Greengrass");

    public static readonly Parameter<TimeSpan> Wait = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(TimeSpan.Zero, GreengrassSource.LongestWait), "edgeactors_nucleus_wait_seconds")
    {
        Default = GreengrassSource.UsualWait,
        Meaning = "How long the start waits for the component's parameters from the nucleus, if one started the agent",
        Besides = "not taken from the nucleus itself",
    });
}
