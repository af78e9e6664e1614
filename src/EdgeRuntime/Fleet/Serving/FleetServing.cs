using System.Net.Sockets;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Fleet.Serving.Keys;
using EdgeActors.Hosting;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Serving;

/// <summary>The endpoint from start to stop, as <c>edgeactors fleet serve</c> shows it.</summary>
internal static class FleetServing
{
    /// <summary>Serves until <paramref name="stop"/> fires; then what is asked is still answered, within the time that the agent's stop has too.</summary>
    /// <exception cref="ConfigurationException">The certificate cannot be used.</exception>
    /// <exception cref="CommandFailure">The address cannot be listened on.</exception>
    public static async Task RunAsync(ServedFleet fleet, ILoggerFactory logs, TimeProvider time, CancellationToken stop)
    {
        ILogger log = logs.CreateLogger("EdgeActors.Fleet.Serving");
        await using FleetServer server = new(Endpoint(fleet, logs, time), fleet.Options, time, logs);
        await StartAsync(server, fleet.Options, stop);
        string address = server.Address.GetLeftPart(UriPartial.Authority);
        log.Serving(fleet.Name, fleet.Tree, address, fleet.Keys.Count);
        if (fleet.Options.IsOpen)
        {
            log.Unencrypted(address);
        }

        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(asked.SetResult))
        {
            await asked.Task;
        }

        log.Stopping();
        using CancellationTokenSource cut = new(AgentHost.StopTimeout, time);
        await server.StopAsync(cut.Token);
        log.Stopped();
    }

    private static FleetEndpoint Endpoint(ServedFleet fleet, ILoggerFactory logs, TimeProvider time)
    {
        SignatureVerifier verifier = new(
            fleet.Verification, id => fleet.Keys.TryGetValue(id, out AccessKey? key) ? key.Secret : null, time);
        FleetService service = new(fleet.Name, fleet.Packages, fleet.View, time, logs.CreateLogger<FleetService>());
        return new FleetEndpoint(service, verifier, fleet.Keys, fleet.Options, time, logs.CreateLogger<FleetEndpoint>());
    }

    private static async Task StartAsync(FleetServer server, ServeOptions options, CancellationToken stop)
    {
        try
        {
            await server.StartAsync(stop);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new CommandFailure(
                CommandFailure.Failed,
                $"{options.Listen} cannot be listened on: {failure.Message} Choose an address of this machine and a free port by --listen.",
                cause: failure);
        }
    }
}
