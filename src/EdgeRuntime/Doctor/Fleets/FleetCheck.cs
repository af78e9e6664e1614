using EdgeActors.Fleet;
using EdgeActors.Wording;

namespace EdgeActors.Doctor.Fleets;

/// <summary>Whether the fleet can be reached, knows the device, and tells it what it should have. It sends no heartbeat and writes nothing.</summary>
internal sealed class FleetCheck : ICheck
{
    public Area Area => Area.Fleet;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) => [Judge(await FleetProbe.LookAsync(context))];

    /// <summary>What the facts mean.</summary>
    public static Finding Judge(FleetFacts? facts) => facts switch
    {
        null => FleetCodes.None.Seen("edgeactors_fleet_url is none"),
        { Registration: null } => FleetCodes.NoKeys.Seen($"{facts.Fleet} was not asked"),
        { Registration.Fault: { } fault } => CodeOf(fault.Kind).Seen($"{facts.Fleet}: {fault.Message}"),
        { Registration.Value.IsActive: false } => FleetCodes.Unregistered.Seen($"{facts.Fleet} does not know {facts.Device}, or not as active"),
        { Desired.Fault: { } fault } => FleetCodes.NoDeployments.Seen($"{facts.Fleet}: {fault.Message}"),
        _ => FleetCodes.Ok.Seen(
            $"{facts.Fleet} knows {facts.Device} and has {Counted.Of(facts.Desired?.Value?.Deployments.Length ?? 0, "deployment")} for it"),
    };

    private static DoctorCode CodeOf(FleetFaultKind kind) => kind switch
    {
        FleetFaultKind.Unreachable => FleetCodes.Away,
        FleetFaultKind.Denied => FleetCodes.Denied,
        _ => FleetCodes.Unusable,
    };
}
