using EdgeActors.Fleet.Documents;
using EdgeActors.Grpc.Agent;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Stages;

/// <summary>What an operator may write: the vendor's limits (contract §6), and what no device would ever take part in. Pure.</summary>
internal static class DeploymentRules
{
    /// <summary>Both policies, the usual first.</summary>
    public static IReadOnlyList<string> Policies { get; } = ["ROLLBACK_ON_FAILURE", "DO_NOTHING"];

    /// <summary>Every fault of a new deployment, each with its fix; empty when all is well.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="devices">The devices that are registered.</param>
    public static IEnumerable<string> Faults(DesiredDeployment deployment, IReadOnlySet<string> devices) =>
    [
        .. NameFaults("deployment", deployment.Name),
        .. DefinitionFaults(deployment),
        .. StageFaults(deployment),
        .. PercentageFaults(deployment),
        .. DeviceFaults(deployment, devices),
    ];

    /// <summary>Whether the control plane takes it as a name: letters, digits and inner dashes, at most 63.</summary>
    public static bool IsName(string name) => name.Length <= FleetFormat.LongestName && ModelAlias.IsValid(name);

    private static IEnumerable<string> NameFaults(string what, string name) => IsName(name)
        ? []
        : [$"{what} \"{Printable.Of(name)}\" is no name; give 1 to {FleetFormat.LongestName} letters, digits and dashes, the first and last a letter or digit"];

    private static IEnumerable<string> DefinitionFaults(DesiredDeployment deployment)
    {
        if (deployment.Definitions.Length is 0 or > FleetFormat.MostDefinitions)
        {
            yield return $"there are {deployment.Definitions.Length} models; give 1 to {FleetFormat.MostDefinitions} by --model or --undeploy";
        }

        foreach (string fault in deployment.Definitions.SelectMany(one => NameFaults("handle", one.Handle)))
        {
            yield return fault;
        }

        foreach (string twice in Twice(deployment.Definitions.Select(one => one.Handle)))
        {
            yield return $"handle \"{Printable.Of(twice)}\" is given twice; name each handle once";
        }
    }

    private static IEnumerable<string> StageFaults(DesiredDeployment deployment)
    {
        if (deployment.Stages.Length is 0 or > FleetFormat.MostStages)
        {
            yield return $"there are {deployment.Stages.Length} stages; give 1 to {FleetFormat.MostStages}";
        }

        foreach (string fault in deployment.Stages.SelectMany(stage => NameFaults("stage", stage.Name)))
        {
            yield return fault;
        }

        foreach (string twice in Twice(deployment.Stages.Select(stage => stage.Name)))
        {
            yield return $"stage \"{Printable.Of(twice)}\" is given twice; name each stage once";
        }

        foreach (DesiredStage stage in deployment.Stages)
        {
            if (stage.SuccessThreshold is < 1 or > 100)
            {
                yield return $"the success threshold of {stage.SuccessThreshold} % cannot be; give 1% to 100%";
            }

            if (stage.ErrorThreshold is { Percent: < 1 or > 100 } or { Count: < 1 or > 1_000_000 })
            {
                yield return $"the error threshold {stage.ErrorThreshold.Count ?? stage.ErrorThreshold.Percent} cannot be; give 1 to 1000000 devices, or 1% to 100%";
            }
        }
    }

    // 10 % of the devices are among any 20 % of them, so shares add up to nothing: each must be larger than the one before.
    private static IEnumerable<string> PercentageFaults(DesiredDeployment deployment)
    {
        int before = 0;
        string? name = null;
        foreach (DesiredStage stage in deployment.Stages)
        {
            if (stage.Selection is not DeviceSelection.Percentage share)
            {
                continue;
            }

            if (share.Percent is < 1 or > 100)
            {
                yield return $"stage \"{Printable.Of(stage.Name)}\" is for {share.Percent} % of the devices; give 1% to 100%";
            }
            else if (share.Percent <= before)
            {
                yield return $"stage \"{Printable.Of(stage.Name)}\" is for {share.Percent} % of the devices, all of which are in \"{name}\" with its {before} %; "
                    + "percentages contain those before them, so give a larger one";
            }

            (before, name) = (Math.Max(before, share.Percent), stage.Name);
        }
    }

    private static IEnumerable<string> DeviceFaults(DesiredDeployment deployment, IReadOnlySet<string> devices)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (DesiredStage stage in deployment.Stages)
        {
            if (stage.Selection is DeviceSelection.NameContains { Part.Length: 0 or > FleetFormat.LongestName })
            {
                yield return $"stage \"{Printable.Of(stage.Name)}\" selects by a part of 0 or over {FleetFormat.LongestName} characters; give 1 to {FleetFormat.LongestName}";
            }

            foreach (string device in stage.Selection is DeviceSelection.Names names ? names.Devices : [])
            {
                if (!devices.Contains(device))
                {
                    yield return $"stage \"{Printable.Of(stage.Name)}\" names device \"{Printable.Of(device)}\", which is not registered{Near(device, devices)}; "
                        + "register it first: edgeactors fleet register";
                }
                else if (!seen.Add(device))
                {
                    yield return $"stage \"{Printable.Of(stage.Name)}\" names device \"{Printable.Of(device)}\", which was named before; name it once";
                }
            }
        }
    }

    private static string Near(string device, IEnumerable<string> devices) =>
        Models.Binding.NearestName.Of(device, devices) is { } near ? $" (\"{Printable.Of(near)}\" is)" : "";

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.CountBy(name => name, StringComparer.Ordinal).Where(count => count.Value > 1).Select(count => count.Key);
}
