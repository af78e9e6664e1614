using EdgeActors.Fleet;

namespace EdgeActors.Specs.Fleet.Rest;

/// <summary>Messages that have everything in them.</summary>
internal static class RestSamples
{
    public static EdgeActors.Fleet.Heartbeat Heartbeat(DateTimeOffset now) => new()
    {
        Time = now,
        AgentVersion = "1.4.0",
        AgentMetrics = [new Metric("CpuUsage", "press-1", 12.5, now)],
        Models =
        [
            new ModelHeartbeat("mnist", "1.0", now.AddSeconds(-1), now.AddSeconds(-2), [new Metric("InferenceCount", "mnist", 3, now)]),
        ],
        Deployment = new DeploymentResult(
            "roll-1",
            false,
            "no memory",
            now.AddSeconds(-60),
            now.AddSeconds(-30),
            [new ModelResult("mnist", "mnist", "1.1", ModelPresence.Deploy, ModelPresence.Undeploy, false, "no memory", "disk")])
        {
            Digest = new string('a', 64),
            RolledBack = true,
        },
        DesiredRefused = "more than 64 deployments",
    };

    public static FleetDeployment Deployment(string name, DeploymentOrder order = DeploymentOrder.Run)
    {
        ModelDefinition[] definitions =
        [
            new() { Handle = name, Url = $"s3://bucket/{name}.tar.gz", ChecksumType = "SHA1", Checksum = "0123", Sha256 = "4567" },
            new() { Handle = "old", State = "UNDEPLOY" },
        ];
        return new FleetDeployment
        {
            Name = name,
            Definitions = [.. definitions],
            Order = order,
            Digest = DeploymentDigest.Of(name, "Model", "ROLLBACK_ON_FAILURE", definitions),
        };
    }
}
