using System.Globalization;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Heartbeats.Outgoing;

namespace EdgeActors.Heartbeats.Beating;

/// <summary>Sends what waits, in order, one at a time: with growing pauses while the fleet is away, and one after the other once it is back.</summary>
internal sealed class HeartbeatSending(HeartbeatContext context, Action changed) : IDisposable
{
    private const string Timer = "send";
    private const string Limit = "overdue";

    private CancellationTokenSource? _call;
    private long _attempt;

    /// <summary>Makes a heartbeat, for a result that has none to ride on.</summary>
    public Action Make { get; set; } = static () => { };

    /// <summary>Sends the next one if it may go now, or looks again when it may.</summary>
    public void Pump()
    {
        if (context.Dispatch.Current is not null || context.Life.Registration.IsActive == false || (context.IsStopping && context.IsHeldUp))
        {
            return;
        }

        TimeSpan wait = context.IsStopping ? TimeSpan.Zero : context.Pace.Wait(context.Now);
        if (wait > TimeSpan.Zero)
        {
            context.Later(Timer, wait, Pump);
        }
        else if (context.Outbox.Head is { } head)
        {
            Send(context.Dispatch.Begin(head, ReferenceEquals(head, context.Outbox.Newest), context.State));
        }
        else if (!context.IsStopping && context.Dispatch.Waiting(context.State).Any())
        {
            Make();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _call?.Dispose();

    private void Send(Sending sending)
    {
        long attempt = ++_attempt;
        _call?.Dispose();
        _call = new CancellationTokenSource();
        CancellationToken call = _call.Token;
        context.Later(Limit, context.Options.CallTimeout, () => OnOverdue(attempt));
        context.Run(
            life => SendAsync(sending.Heartbeat, call, life),
            answer => OnAnswer(attempt, answer.Fault),
            cause => OnAnswer(attempt, new FleetFault(FleetFaultKind.Unreachable, $"the sending failed unexpectedly ({cause.GetType().Name}: {cause.Message})")));
    }

    private async Task<FleetAnswer<Delivered>> SendAsync(Heartbeat heartbeat, CancellationToken call, CancellationToken life)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(call, life);
        return await context.Setting.Fleet.SendAsync(heartbeat, either.Token);
    }

    private void OnOverdue(long attempt)
    {
        _call?.Cancel();
        OnAnswer(attempt, new FleetFault(
            FleetFaultKind.Unreachable, string.Create(CultureInfo.InvariantCulture, $"no answer within {context.Options.CallTimeout.TotalSeconds} s")));
    }

    private void OnAnswer(long attempt, FleetFault? fault)
    {
        if (attempt != _attempt || context.Dispatch.Current is not { } sending)
        {
            return;
        }

        context.Never(Limit);
        if (fault is null)
        {
            OnDelivered();
        }
        else
        {
            OnFault(sending, fault);
        }

        changed();
    }

    private void OnDelivered()
    {
        Sending done = context.Dispatch.Delivered();
        context.Outbox.Remove(done.Number);
        if (done.Heartbeat.Deployment is { } result)
        {
            context.Keep(ResultEnded.Of(result));
        }

        if (context.Pace.Succeed(context.Now, backlog: context.Outbox.Count > 0 || context.Dispatch.Waiting(context.State).Any()))
        {
            HeartbeatEvents.HeartbeatsAgain.Write(context.Log, context.Setting.Fleet.Description, context.Outbox.Count);
        }
    }

    private void OnFault(Sending sending, FleetFault fault)
    {
        (bool isGivenUp, DeploymentResult? result) = context.Dispatch.Failed(fault);
        if (isGivenUp)
        {
            HeartbeatEvents.HeartbeatGivenUp.Write(context.Log, sending.Heartbeat.Time, fault.Message);
            context.Outbox.Remove(sending.Number);
        }

        if (result is not null)
        {
            HeartbeatEvents.ResultGivenUp.Write(context.Log, result.Name, fault.Message);
            context.Keep(ResultEnded.Of(result));
        }

        if (context.Pace.Fail(context.Now, fault.Message))
        {
            HeartbeatEvents.HeartbeatsHeldUp.Write(context.Log, context.Setting.Fleet.Description, fault.Message);
        }
    }
}
