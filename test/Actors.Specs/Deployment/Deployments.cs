using System.Collections.Immutable;
using EdgeActors.Deployment;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;

namespace EdgeActors.Specs.Deployment;

/// <summary>Deployments, packages and results for specs.</summary>
internal static class Deployments
{
    public static readonly DateTimeOffset Time = new(2026, 3, 1, 23, 59, 58, TimeSpan.Zero);

    public static DeploymentOptions Options { get; } = new();

    /// <summary>A package's bytes are named by its name alone here.</summary>
    public static string Sha256(string package) => DeploymentDigest.Of(package, "", "", []);

    public static ModelDefinition Deploy(string handle, string package) =>
        new() { Handle = handle, Url = $"packages/{package}.tar.gz", Sha256 = Sha256(package) };

    public static ModelDefinition Undeploy(string handle) => new() { Handle = handle, State = "UNDEPLOY" };

    public static FleetDeployment Wanted(string name, params ModelDefinition[] definitions) => Digested(new FleetDeployment
    {
        Name = name,
        Digest = "",
        Definitions = [.. definitions],
    });

    public static FleetDeployment Digested(FleetDeployment one) =>
        one with { Digest = DeploymentDigest.Of(one.Name, one.Type, one.FailureHandlingPolicy, one.Definitions) };

    public static FleetDeployment Keeping(this FleetDeployment one) => Digested(one with { FailureHandlingPolicy = "DO_NOTHING" });

    public static FleetDeployment Ordered(this FleetDeployment one, DeploymentOrder order) => one with { Order = order };

    public static DeploymentSource SourceOf(FleetDeployment one) => new(one.Name, one.Digest);

    public static ImmutableArray<CheckedDeployment> Checked(params FleetDeployment[] desired) => DeploymentCheck.Of([.. desired], Options).Deployments;

    public static StoredPackage Stored(string package) => new($"/models/{package}", Sha256(package), package, "1.0");

    public static DeploymentResult Result(FleetDeployment one, bool succeeded = true, params ModelResult[] models) =>
        new(one.Name, succeeded, succeeded ? "" : "it failed", Time, Time.AddSeconds(5), [.. models]) { Digest = one.Digest };

    public static ModelResult Model(string handle) =>
        new(handle, handle, "1.0", ModelPresence.Deploy, ModelPresence.Deploy, Succeeded: true, "", "");

    public static DeploymentState After(params IDeploymentEvent[] events) => DeploymentState.Empty.After(events);

    public static DeploymentState After(this DeploymentState state, params IDeploymentEvent[] events) =>
        events.Aggregate(state, static (before, happened) => before.Apply(happened, Options));

    public static DeploymentCommitted Committed(FleetDeployment one, params (string Handle, string? Package)[] models) => new(
        Result(one), [.. models.Select(static model => new HandlePackage(model.Handle, model.Package is null ? null : Stored(model.Package)))]);

    public static DeploymentEnded Failed(FleetDeployment one, DeploymentEnd end = DeploymentEnd.Failed) => new(Result(one, succeeded: false), end);

    public static DeploymentBegan Began(FleetDeployment one) => new(
        SourceOf(one),
        one.FailureHandlingPolicy != "DO_NOTHING",
        Time,
        [.. Checked(one).Single().Models.Select(static model => new WantedModel(model.Handle, model.Package))]);
}
