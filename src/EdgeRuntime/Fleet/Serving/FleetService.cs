using EdgeActors.Fleet.Rest.Wire;
using EdgeActors.Fleet.Serving.Keys;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Serving;

/// <summary>The three calls, answered out of a fleet's tree for the device that each names. Whoever asks has proved to hold the key.</summary>
/// <param name="fleet">Name of the fleet that is served.</param>
/// <param name="packages">What stands before the tree's own urls of packages; null when they cannot be fetched by <c>s3://</c>.</param>
/// <param name="trees">The tree as a device sees it.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told of what operators have to see to.</param>
internal sealed class FleetService(
    string fleet, string? packages, Func<DeviceIdentity, IFleet> trees, TimeProvider time, ILogger<FleetService> log)
{
    private const string InTrouble = "The fleet's documents cannot be used now; the log of the server has the reason.";

    private delegate Task<ServiceReply> Call(DeviceIdentity device, WireValue message, CancellationToken cancelled);

    /// <summary>Answers one call.</summary>
    /// <param name="path">What is asked.</param>
    /// <param name="body">The message, as it was signed.</param>
    /// <param name="key">Of the signature.</param>
    /// <param name="cancelled">Ends it.</param>
    public Task<ServiceReply> AnswerAsync(string path, ReadOnlyMemory<byte> body, AccessKey key, CancellationToken cancelled)
    {
        Call? call = path switch
        {
            WireOperation.Registration => RegisterAsync,
            WireOperation.Heartbeat => SendAsync,
            WireOperation.Deployments => PollAsync,
            _ => null,
        };
        if (call is null)
        {
            return Task.FromResult(ServiceReply.NoSuchCall());
        }

        try
        {
            return WireValue.Read(body, message =>
            {
                DeviceIdentity device = DeviceMessage.Read(message);
                return device.Fleet != fleet ? Refused($"The fleet {device.Fleet} is not served here.")
                    : key.MaySpeakFor(device.Device) ? call(device, message, cancelled)
                    : Refused($"This key does not speak for the device {device.Device}.");
            });
        }
        catch (WireFormatException fault)
        {
            return Task.FromResult(ServiceReply.Invalid(fault.Message));
        }
    }

    private static Task<ServiceReply> Refused(string message) => Task.FromResult(ServiceReply.NotAllowed(message));

    private async Task<ServiceReply> RegisterAsync(DeviceIdentity device, WireValue message, CancellationToken cancelled)
    {
        FleetAnswer<Registration> answer = await trees(device).RegisterAsync(cancelled);
        return answer.Value is { } registration ? ServiceReply.Ok(RegistrationMessage.Of(registration)) : Trouble(answer.Fault!);
    }

    private Task<ServiceReply> SendAsync(DeviceIdentity device, WireValue message, CancellationToken cancelled)
    {
        // The message is gone when this call returns: all of it is read before anything is waited for.
        Heartbeat heartbeat = HeartbeatMessage.Read(message, device, time.GetUtcNow());
        return DeliverAsync(trees(device), device, heartbeat, cancelled);
    }

    private async Task<ServiceReply> DeliverAsync(IFleet tree, DeviceIdentity device, Heartbeat heartbeat, CancellationToken cancelled)
    {
        FleetAnswer<Registration> known = await tree.RegisterAsync(cancelled);
        if (known.Value is not { IsActive: true })
        {
            return known.Fault is { } fault ? Trouble(fault) : ServiceReply.NotAllowed($"The device {device.Device} is not registered.");
        }

        if (heartbeat.Deployment is { } result)
        {
            (ServedDeployments? deployments, ServiceReply? failed) = await DeploymentsAsync(tree, device, cancelled);
            if (deployments is null)
            {
                return failed!;
            }

            heartbeat = heartbeat with { Deployment = deployments.Filed(result) };
            if (heartbeat.Deployment is null)
            {
                log.ResultOfNothing(device.Device, result.Name);
            }
        }

        FleetAnswer<Delivered> delivered = await tree.SendAsync(heartbeat, cancelled);
        return delivered.Fault is { } trouble ? Trouble(trouble) : ServiceReply.Ok(default);
    }

    private async Task<ServiceReply> PollAsync(DeviceIdentity device, WireValue message, CancellationToken cancelled)
    {
        (ServedDeployments? deployments, ServiceReply? failed) = await DeploymentsAsync(trees(device), device, cancelled);
        return deployments is null ? failed! : ServiceReply.Ok(DeploymentsMessage.Of(deployments.Served));
    }

    private async Task<(ServedDeployments? Deployments, ServiceReply? Failed)> DeploymentsAsync(
        IFleet tree, DeviceIdentity device, CancellationToken cancelled)
    {
        FleetAnswer<DesiredState> answer = await tree.PollAsync(null, cancelled);
        if (answer.Value is not { } state)
        {
            return (null, Trouble(answer.Fault!));
        }

        ServedDeployments? served = ServedDeployments.Of(state.Deployments, packages);
        if (served is null)
        {
            log.PackagesOutOfReach(device.Device);
        }

        return (served, served is null ? ServiceReply.Trouble(InTrouble) : null);
    }

    // What the tree says of itself is for operators, not for whoever holds a key.
    private ServiceReply Trouble(FleetFault fault)
    {
        log.TreeInTrouble(fault.Message);
        return ServiceReply.Trouble(InTrouble);
    }
}
