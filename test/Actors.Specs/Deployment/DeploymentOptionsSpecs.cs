using EdgeActors.Deployment;

namespace EdgeActors.Specs.Deployment;

public sealed class DeploymentOptionsSpecs
{
    [Fact]
    public void The_defaults_are_without_fault() => Assert.Empty(new DeploymentOptions().Faults());

    public static TheoryData<DeploymentOptions, string> Faulty() => new()
    {
        { new() { PollInterval = TimeSpan.FromSeconds(59) }, "PollInterval is 00:00:59" },
        { new() { StartSpread = TimeSpan.FromHours(2) }, "StartSpread" },
        { new() { MinBackoff = TimeSpan.Zero }, "MinBackoff" },
        { new() { MaxFetchBackoff = TimeSpan.FromSeconds(1) }, "MaxFetchBackoff" },
        { new() { CommitWindow = TimeSpan.FromSeconds(-1) }, "CommitWindow" },
        { new() { WindowLooks = 0 }, "WindowLooks is 0; allowed is 1 to 1000" },
        { new() { MaxModels = 65 }, "MaxModels" },
        { new() { MaxDeployments = 0 }, "MaxDeployments" },
        { new() { MaxInstalled = 257 }, "MaxInstalled" },
        { new() { MaxInterruptions = 0 }, "MaxInterruptions" },
        { new() { RememberedOutcomes = -1 }, "RememberedOutcomes" },
        { new() { MaxUnreported = 0 }, "MaxUnreported" },
        { new() { SnapshotEvents = 0 }, "SnapshotEvents" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_value_out_of_its_range_is_told_with_the_range(DeploymentOptions options, string says) =>
        Assert.StartsWith(says, Assert.Single(options.Faults()), StringComparison.Ordinal);
}
