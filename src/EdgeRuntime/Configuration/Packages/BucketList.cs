using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Packages;

/// <summary>Names of buckets, separated by commas.</summary>
internal static class BucketList
{
    /// <summary>The rule for a parameter that is one.</summary>
    public static TextRule Rule { get; } = EdgeActors.Configuration.Rules.Rule.Checked(
        "BUCKETS",
        "names of buckets, separated by commas",
        text => text.Length <= TextRule.LongestPath && Of(text).All(DeviceNames.IsBucket),
        "names something that is no bucket",
        "give names like models-eu,models-us");

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Of(string text) => text.Split(',', StringSplitOptions.TrimEntries);
}
