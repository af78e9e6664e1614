using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Layers;
using EdgeActors.Hosting.Capture;

namespace EdgeActors.Configuration.Deployment;

/// <summary>Turns the parameters about deployments into settings.</summary>
/// <param name="values">What was given.</param>
/// <param name="capture">What is known of the device already.</param>
/// <param name="fleet">Who looks after it.</param>
internal sealed class DeploymentRules(ParameterValues values, CaptureSettings capture, FleetSettings fleet)
{
    /// <summary>The rule that a device without a fleet breaks.</summary>
    public const string NeedsFleet = "needs a fleet that says what to deploy";

    private const double Percent = 100;

    private static readonly DeploymentSettings Usual = new();

    /// <summary>The settings; of use only when no fault was noted.</summary>
    public DeploymentSettings Read()
    {
        bool isEnabled = IsEnabled(values);
        if (isEnabled && fleet.Address.Kind == FleetKind.None && !values.IsFaulty(FleetParameter.Url))
        {
            values.Fault(
                DeploymentParameter.Enable,
                NeedsFleet,
                $"give {values.NameOf(FleetParameter.Url)}, a bucket, a folder or a service");
        }

        if (!isEnabled && values.IsGiven(DeploymentParameter.Library) && !values.IsGiven(DeploymentParameter.Enable))
        {
            values.Warn($"{values.NameOf(DeploymentParameter.Library)} has no effect without edgeactors_fleet_url: the service that the old agent asked is gone");
        }

        return Usual with
        {
            IsEnabled = isEnabled,
            Options = Usual.Options with
            {
                PollInterval = values.Of(DeploymentParameter.PollInterval),
                CommitWindow = values.Of(DeploymentParameter.CommitWindow),
                Seed = DeviceSeed.Of(capture.Device),
            },
            Gate = Usual.Gate with
            {
                MaxErrorRate = values.Of(DeploymentParameter.MaxErrorRate) / Percent,
                MaxSlowdown = values.Of(DeploymentParameter.MaxSlowdown),
            },
            Trial = Usual.Trial with { Runs = values.Of(DeploymentParameter.TrialRuns) },
        };
    }

    /// <summary>
    /// Whether deployments are asked for. The old agent had no switch: naming its deployment library was the switch, and is one here where there is a fleet.
    /// </summary>
    public static bool IsEnabled(ParameterValues values) => values.Or(
        DeploymentParameter.Enable, values.IsGiven(DeploymentParameter.Library) && HasFleet(values));

    /// <summary>The parameter that asks for them, of the two that can.</summary>
    public static Parameter AskedBy(ParameterValues values) =>
        values.IsGiven(DeploymentParameter.Enable) ? DeploymentParameter.Enable : DeploymentParameter.Library;

    private static bool HasFleet(ParameterValues values) =>
        !values.IsFaulty(FleetParameter.Url) && FleetAddress.Of(values.Of(FleetParameter.Url)).Kind != FleetKind.None;
}
