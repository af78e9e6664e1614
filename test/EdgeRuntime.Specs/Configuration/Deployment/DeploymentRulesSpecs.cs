using EdgeActors.Configuration.Deployment;
using static EdgeActors.Specs.Configuration.Capture.Configured;

namespace EdgeActors.Specs.Configuration.Deployment;

public sealed class DeploymentRulesSpecs
{
    private const string NoDatabase = "needs the database; set DbEnable to \"true\" as well";
    private const string NoFleet = "needs a fleet that says what to deploy; give edgeactors_fleet_url, a bucket, a folder or a service";

    [Fact]
    public void Nothing_is_fetched_by_default_and_the_defaults_are_without_fault()
    {
        DeploymentSettings settings = Read("{}").Checked().Options.Deployment;

        Assert.False(settings.IsEnabled);
        Assert.Equal(TimeSpan.FromDays(1), settings.Options.PollInterval);
        Assert.Equal((TimeSpan.FromMinutes(1), 0.05, 3, 3), (settings.Options.CommitWindow, settings.Gate.MaxErrorRate, settings.Gate.MaxSlowdown, settings.Trial.Runs));
        Assert.Empty(settings.Options.Faults().Concat(settings.Gate.Faults()).Concat(settings.Trial.Faults()));
    }

    [Theory]
    [InlineData("\"DeploymentEnable\": true", "DeploymentEnable \"true\" " + NoDatabase, "DeploymentEnable \"true\" " + NoFleet)]
    [InlineData("\"DeploymentEnable\": true, \"DbEnable\": true", "DeploymentEnable \"true\" " + NoFleet)]
    [InlineData("\"DeploymentEnable\": true, \"DbEnable\": true, \"edgeactors_fleet_url\": \"none\"", "DeploymentEnable \"true\" " + NoFleet)]
    public void Deployment_needs_the_database_and_a_fleet(string json, params string[] faults) =>
        Assert.Equal(faults, Faults($"{Component}, {json}"));

    [Fact]
    public void Naming_the_old_deployment_library_asks_for_deployments_where_there_is_a_fleet()
    {
        const string Library = "\"sagemaker_edge_deployment_lib_path\": \"/lib/d.so\"";

        Assert.Equal(
            "sagemaker_edge_deployment_lib_path has no effect without edgeactors_fleet_url: the service that the old agent asked is gone",
            Assert.Single(Warnings($"{Component}, {Library}")));
        Assert.Equal(
            "sagemaker_edge_deployment_lib_path \"/lib/d.so\" " + NoDatabase,
            Assert.Single(Faults($"{Component}, {Library}, \"edgeactors_fleet_url\": \"/media/usb\"")));
    }

    [Fact]
    public void Off_is_off_whatever_library_is_named() => Assert.Empty(
        Faults($"{Component}, \"sagemaker_edge_deployment_lib_path\": \"/lib/d.so\", \"DeploymentEnable\": \"false\""));

    [Fact]
    public void Pace_window_and_gate_arrive()
    {
        DeploymentSettings settings = Read("""
            { "DeploymentPollInterval": 5, "edgeactors_deployment_commit_window": 0, "edgeactors_deployment_max_error_rate": 20,
              "edgeactors_deployment_max_slowdown": 2, "edgeactors_deployment_trial_runs": 9,
              "DeviceFleetName": "fleet", "CaptureDataDestination": "Disk" }
            """).Checked().Options.Deployment;

        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.Zero), (settings.Options.PollInterval, settings.Options.CommitWindow));
        Assert.Equal((0.2, 2, 9), (settings.Gate.MaxErrorRate, settings.Gate.MaxSlowdown, settings.Trial.Runs));
    }

    [Fact]
    public void Devices_have_jitter_of_their_own() => Assert.NotEqual(
        Read("""{ "sagemaker_edge_core_device_name": "a" }""").Options.Deployment.Options.Seed,
        Read("""{ "sagemaker_edge_core_device_name": "b" }""").Options.Deployment.Options.Seed);
}
