using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using EdgeActors.Specs.Fleet.Documents;

namespace EdgeActors.Specs.Fleet.Stages;

public sealed class StageSelectionSpecs
{
    private static readonly string[] Devices = [.. Enumerable.Range(0, 10_000).Select(n => $"device-{n}")];

    [Fact]
    public void A_smaller_share_is_contained_in_a_larger_one()
    {
        for (int percent = 1; percent < 100; percent++)
        {
            Assert.Empty(Selected("deployment", percent).Except(Selected("deployment", percent + 1)));
        }

        Assert.Equal(Devices, Selected("deployment", 100));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public void A_share_is_about_as_large_as_it_says(int percent)
    {
        // Four standard deviations: the hash is fixed, so this either always passes or never.
        double allowed = 4 * Math.Sqrt(Devices.Length * (percent / 100.0) * (1 - (percent / 100.0)));

        Assert.InRange(Selected("deployment", percent).Length, (Devices.Length * percent / 100) - allowed, (Devices.Length * percent / 100) + allowed);
    }

    [Fact]
    public void Not_always_the_same_devices_go_first()
    {
        string[] one = Selected("one", 10);
        string[] other = Selected("other", 10);

        Assert.InRange(one.Intersect(other).Count(), 50, 150);
    }

    [Theory]
    [InlineData("vibration-2", "press-12", 92)]
    [InlineData("vibration-2", "press-13", 1)]
    [InlineData("a", "b", 35)]
    public void The_hash_never_changes(string deployment, string device, int hundredth) =>
        Assert.Equal(hundredth, StageSelection.HundredthOf(deployment, device));

    [Fact]
    public void A_device_is_in_the_first_stage_that_selects_it()
    {
        string tenth = Devices.First(device => StageSelection.HundredthOf(SampleDocuments.Deployment.Name, device) < 10);

        Assert.Equal("canaries", StageSelection.StageOf(SampleDocuments.Deployment, "press-1")?.Name);
        Assert.Equal("tenth", StageSelection.StageOf(SampleDocuments.Deployment, tenth)?.Name);
        Assert.Equal("rest", StageSelection.StageOf(SampleDocuments.Deployment, "compressor-12")?.Name);
        Assert.Null(StageSelection.StageOf(SampleDocuments.Deployment with { Stages = [SampleDocuments.Deployment.Stages[0]] }, "press-12"));
    }

    [Theory]
    [InlineData("press-1", "ess", true)]
    [InlineData("press-1", "Press", false)]
    public void Names_are_compared_letter_by_letter(string device, string part, bool selected) =>
        Assert.Equal(selected, StageSelection.Selects(new DeviceSelection.NameContains(part), "d", device));

    [Theory]
    [InlineData(3, null, 100, 3)]
    [InlineData(null, 5, 100, 5)]
    [InlineData(null, 5, 101, 6)]
    [InlineData(null, 1, 10, 1)]
    [InlineData(null, 50, 0, 1)]
    [InlineData(null, 100, int.MaxValue, int.MaxValue)]
    public void A_threshold_is_a_number_of_devices(int? count, int? percent, int selected, int failures) =>
        Assert.Equal(failures, new ErrorThreshold(count, percent).Failures(selected));

    private static string[] Selected(string deployment, int percent) =>
        [.. Devices.Where(device => StageSelection.Selects(new DeviceSelection.Percentage(percent), deployment, device))];
}
