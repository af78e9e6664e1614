using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using static EdgeActors.Specs.Fleet.Stages.StageSamples;

namespace EdgeActors.Specs.Fleet.Stages;

public sealed class DeploymentRuleSpecs
{
    private static readonly HashSet<string> Devices = ["press-1", "press-2"];

    [Fact]
    public void Deployment_within_all_limits_has_no_fault()
    {
        DesiredDeployment deployment = Wanted(
            Ready("canary", new DeviceSelection.Names(["press-1"])), Share("tenth", 10), Share("half", 50),
            Ready("hall-2", new DeviceSelection.NameContains("2")), Share("all", 100));

        Assert.Empty(DeploymentRules.Faults(deployment, Devices));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a_b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Names_are_the_control_planes(string name)
    {
        Assert.Contains("is no name", Fault(Wanted(Ready("all")) with { Name = name }), StringComparison.Ordinal);
        Assert.Contains("is no name", Fault(Wanted(Ready(name))), StringComparison.Ordinal);
        Assert.Contains("is no name", Fault(Wanted(Ready("all")) with { Definitions = [new ModelDefinition { Handle = name }] }), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_one_to_ten_stages()
    {
        Assert.Contains("there are 0 stages; give 1 to 10", Fault(Wanted()), StringComparison.Ordinal);
        Assert.Empty(DeploymentRules.Faults(Wanted(Shares(10)), Devices));
        Assert.Contains("there are 11 stages; give 1 to 10", Fault(Wanted(Shares(11))), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_something_to_deploy()
    {
        Assert.Contains("there are 0 models", Fault(Wanted(Ready("all")) with { Definitions = [] }), StringComparison.Ordinal);
    }

    [Fact]
    public void No_stage_handle_or_device_is_named_twice()
    {
        ModelDefinition model = new() { Handle = "mnist" };

        Assert.Contains("stage \"a\" is given twice", Fault(Wanted(Share("a", 10), Share("a", 20))), StringComparison.Ordinal);
        Assert.Contains("handle \"mnist\" is given twice", Fault(Wanted(Ready("a")) with { Definitions = [model, model] }), StringComparison.Ordinal);
        Assert.Contains(
            "which was named before",
            Fault(Wanted(Ready("a", new DeviceSelection.Names(["press-1"])), Ready("b", new DeviceSelection.Names(["press-1"])))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(50, 20)]
    public void Each_percentage_is_larger_than_those_before_it(int first, int second)
    {
        Assert.Contains("percentages contain those before them", Fault(Wanted(Share("a", first), Share("b", second))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Percentages_are_one_to_a_hundred(int percent)
    {
        Assert.Contains("give 1% to 100%", Fault(Wanted(Share("a", percent))), StringComparison.Ordinal);
        Assert.Contains("success threshold", Fault(Wanted(Ready("a") with { SuccessThreshold = percent })), StringComparison.Ordinal);
        Assert.Contains("error threshold", Fault(Wanted(Ready("a") with { ErrorThreshold = new ErrorThreshold(null, percent) })), StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_that_are_named_are_registered()
    {
        string fault = Fault(Wanted(Ready("a", new DeviceSelection.Names(["pres-1"]))));

        Assert.Contains("names device \"pres-1\", which is not registered (\"press-1\" is)", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_of_a_name_is_not_empty()
    {
        Assert.Contains("a part of 0", Fault(Wanted(Ready("a", new DeviceSelection.NameContains("")))), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Assert.Equal(3, DeploymentRules.Faults(Wanted(Share("-", 0)) with { Name = "" }, Devices).Count());
    }

    private static string Fault(DesiredDeployment deployment) => string.Join("; ", DeploymentRules.Faults(deployment, Devices));

    private static DesiredStage Share(string name, int percent) => Ready(name, new DeviceSelection.Percentage(percent));

    private static DesiredStage[] Shares(int count) => [.. Enumerable.Range(1, count).Select(percent => Share($"s{percent}", percent))];
}
