using Amazon.Runtime;
using EdgeActors.Aws.Credentials;
using EdgeActors.Fleet;
using EdgeActors.Hosting.Fleet;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Doctor.Fleets;

/// <summary>Asks the fleet as the agent would, with the agent's own adapter and keys.</summary>
internal static class FleetProbe
{
    /// <summary>What it said; null when there is no fleet.</summary>
    public static async Task<FleetFacts?> LookAsync(DoctorContext context)
    {
        if (context.Agent.Fleet.Address.Kind == Configuration.Fleet.FleetKind.None)
        {
            return null;
        }

        AWSCredentials? keys = context.Agent.Fleet.NeedsKeys && (await context.KeysAsync())?.Answer is KeyAnswer.Granted granted ? SdkKeys.Of(granted.Keys) : null;
        FleetFacts facts = new(context.Agent.Fleet.Address.ToString(), context.Capture.Device, null, null);
        if (context.Agent.Fleet.NeedsKeys && keys is null)
        {
            return facts;
        }

        IFleet fleet = FleetAdapters.Create(
            context.Agent, () => keys ?? throw new InvalidOperationException("this fleet needs no keys"), context.Time, NullLoggerFactory.Instance);
        try
        {
            FleetAnswer<Registration> registration = await AskAsync(context, fleet.RegisterAsync);
            return facts with
            {
                Registration = registration,
                Desired = registration.Value is null ? null : await AskAsync(context, late => fleet.PollAsync(null, late)),
            };
        }
        finally
        {
            (fleet as IDisposable)?.Dispose();
        }
    }

    private static async Task<FleetAnswer<T>> AskAsync<T>(DoctorContext context, Func<CancellationToken, Task<FleetAnswer<T>>> ask)
        where T : class
    {
        using CancellationTokenSource late = new(context.Options.TimeBox, context.Time);
        try
        {
            // A folder of another machine may hang in the call itself.
            return await Task.Run(() => ask(late.Token), late.Token).WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            return FleetAnswer.Failed<T>(FleetFaultKind.Unreachable, $"no answer within {context.Options.TimeBox.TotalSeconds:0} s");
        }
    }
}
