using System.Collections.Immutable;
using System.Text.Json;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Cli.Fleet.Views;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Stages;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet;

/// <summary>How far a deployment is.</summary>
/// <param name="Deployment">As it is written.</param>
/// <param name="Next">As a verb that writes would make it, by what devices have reported.</param>
/// <param name="Devices">By the stage's name.</param>
/// <param name="Reasons">Why devices failed, of the first so many.</param>
internal sealed record DeploymentStatus(
    DesiredDeployment Deployment,
    DesiredDeployment Next,
    ImmutableDictionary<string, StageTally> Devices,
    ImmutableSortedDictionary<string, string> Reasons)
{
    /// <summary>Failures whose reasons are read and shown.</summary>
    public const int MostReasons = 20;

    private int Failed => Devices.Values.Sum(stage => stage.Failed);

    /// <summary>Reads it.</summary>
    public static async Task<DeploymentStatus> ReadAsync(FleetSession fleet, DesiredDeployment deployment, CancellationToken cancelled)
    {
        RollOut rollOut = await fleet.RollOutAsync(deployment, withHeartbeats: true, cancelled);
        ImmutableDictionary<string, StageTally> devices = rollOut.Tallies(deployment);
        IEnumerable<string> failed = devices.Values.SelectMany(stage => stage.States)
            .Where(device => device.Value == DeviceState.Failed).Select(device => device.Key).Order(StringComparer.Ordinal).Take(MostReasons);
        return new DeploymentStatus(
            deployment, rollOut.Moved(deployment), devices, await fleet.Records.ReasonsAsync(deployment, failed, cancelled));
    }

    /// <summary>Shows it to people.</summary>
    public void Show(CommandOutput output, bool withDevices)
    {
        output.Line();
        string order = DeploymentView.Order(Deployment) is { Length: > 0 } words ? $": {words}" : "";
        output.Line($"{Printable.Of(Deployment.Name)} of {Printable.Of(DeploymentView.Models(Deployment))}{order}");
        output.Console.Write(StageView.Table(Deployment, Devices));
        foreach (DesiredStage stage in Deployment.Stages.Where(stage => stage.Reason.Length > 0))
        {
            output.Line($"  {stage.Name} is {StateNames.Of(stage.State)}: {Printable.Of(stage.Reason, int.MaxValue)}");
        }

        foreach ((DesiredStage now, DesiredStage next) in Deployment.Stages.Zip(Next.Stages).Where(pair => pair.First.State != pair.Second.State))
        {
            output.Line($"  {now.Name} has become {StateNames.Of(next.State)} ({next.Reason}); the next verb that writes, or start --watch, writes it down");
        }

        foreach ((string device, string reason) in Reasons)
        {
            output.Line($"  {Printable.Of(device)} failed: {Printable.Of(reason, int.MaxValue)}");
        }

        if (Failed > Reasons.Count)
        {
            output.Line($"  and {Failed - Reasons.Count} more failed");
        }

        if (withDevices)
        {
            foreach ((string device, (string stage, DeviceState state)) in All())
            {
                output.Line($"  {Printable.Of(device)} {StateNames.Of(state)} ({stage})");
            }
        }
    }

    /// <summary>Writes it as an object.</summary>
    public void WriteJson(Utf8JsonWriter json, bool withDevices)
    {
        json.WriteStartObject();
        DeploymentView.WriteJson(json, Deployment, Devices);
        json.WriteStartObject("failures");
        foreach ((string device, string reason) in Reasons)
        {
            json.WriteString(device, reason);
        }

        json.WriteEndObject();
        if (withDevices)
        {
            json.WriteStartObject("devices");
            foreach ((string device, (string _, DeviceState state)) in All())
            {
                json.WriteString(device, StateNames.Of(state));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private IEnumerable<(string Device, (string Stage, DeviceState State))> All() => Deployment.Stages
        .SelectMany(stage => Devices[stage.Name].States.Select(device => (device.Key, (stage.Name, device.Value))))
        .OrderBy(device => device.Key, StringComparer.Ordinal);
}
