using System.Collections.Frozen;
using System.CommandLine;
using EdgeActors.Aws.Credentials;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Serving;
using EdgeActors.Fleet.Serving.Keys;
using EdgeActors.Fleet.Stores;
using EdgeActors.Fleet.Tree;
using EdgeActors.Hosting;
using EdgeActors.Logging;
using EdgeActors.Packages.Signatures;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet serve</c>: answers the old service's calls out of a fleet's tree, until it is stopped.</summary>
internal static class ServeCommand
{
    private const int MostStoreCalls = 64;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand serve = new(
            "serve",
            "Answers GetDeviceRegistration, SendHeartbeat and GetDeployments, as the vendor's service did, out of a fleet's tree, until SIGTERM, SIGINT or SIGHUP.",
            "edgeactors fleet serve --fleet-url /srv/fleets --fleet plant --keys keys.json",
            "edgeactors fleet serve --fleet-url s3://sagemaker-edge/fleets --fleet plant --keys keys.json --listen 0.0.0.0:443 --certificate server.pem");
        ServeFlags.AddTo(serve);
        FleetOptions.AddTo(serve);
        foreach (Option option in LogFlags.All)
        {
            serve.Options.Add(option);
        }

        serve.SetAction((command, _) => RunAsync(command));
        return serve;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        using TerminationSignals signals = TerminationSignals.Listen();
        TimeProvider time = TimeProvider.System;
        FleetPlace place = FleetPlace.Of(command);
        ServeFlags flags = ServeFlags.Of(command);
        FrozenDictionary<string, AccessKey> keys = KeyFile.Read(flags.KeyFile);
        using AgentLog log = AgentProcess.Log(LogFlags.Read(command), command.InvocationConfiguration.Output);
        using LoggerFactory logs = new([log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        using CredentialCache? cache = place.Bucket is null ? null : place.RenewedKeys(logs, time);
        await (cache?.StartAsync(signals.Stop) ?? Task.CompletedTask);
        StoreLimits limits = new() { MostCalls = Math.Min(flags.Options.MaxCalls, MostStoreCalls) };
        IDocumentStore store = DocumentStores.Open(
            place.Root, () => place.BucketOptions(limits.MostCalls), () => new CachedAwsCredentials(cache!), limits, time, isProbed: false);
        using IDisposable? connections = store as IDisposable;
        FleetTree tree = new(place.Fleet);
        string? packages = PackagePlace.Of(place.Root, flags.PackageCopy, tree);
        if (cache is null)
        {
            await CheckFolderAsync(new FleetRecords(store, tree), packages, signals.Stop);
        }

        ILogger treeLog = logs.CreateLogger<TreeFleet>();
        DeviceViews views = new(
            flags.Options.MaxDevices, device => new TreeFleet(store, ownsStore: false, device, Unsealed(time), time, treeLog));
        ServedFleet fleet = new(place.Fleet, store.Description, views.Of, packages, keys, flags.Verification, flags.Options);
        using StopLimit limit = new(StopLimit.Default, () => ProcessEnd.Now(ExitCode.Ok), signals.Stop);
        await FleetServing.RunAsync(fleet, logs, time, signals.Stop);
        return ExitCode.Ok;
    }

    // The wire has no place for the document's signature: whoever serves it stands for it.
    private static DocumentSeal Unsealed(TimeProvider time) => new(SignaturePolicy.Off, keysFolder: null, time);

    // What a folder lacks is told here, while somebody looks, and not to the first device. A bucket may be away for now, and names its packages itself.
    private static async Task CheckFolderAsync(FleetRecords records, string? packages, CancellationToken stop)
    {
        _ = await records.FleetAsync(stop);
        if (packages is not null || !PackagePlace.IsNeeded(await records.DesiredAsync(stop), records.Tree))
        {
            return;
        }

        throw new CommandFailure(
            CommandFailure.BadConfiguration,
            $"deployments of fleet {records.Tree.Fleet} name packages in {records.Store.Description}, which the service's calls cannot: they know s3 urls only; copy "
            + $"{records.Tree.Packages} into a bucket and give its place by {ServeFlags.PackagePrefixName}, or deploy packages by s3 urls",
            ExitCode.BadUsage);
    }
}
