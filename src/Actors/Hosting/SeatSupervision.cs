using Akka.Actor;
using Akka.Pattern;
using EdgeActors.Seats;

namespace EdgeActors.Hosting;

/// <summary>How the actor of a seat is kept alive: started again when it stops, whatever stopped it, later each time.</summary>
internal static class SeatSupervision
{
    /// <summary>Pause before the first start after a failure.</summary>
    public static TimeSpan MinBackoff { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause. Nobody's prediction waits for what sits here.</summary>
    public static TimeSpan MaxBackoff { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Time without a failure after which pauses are short again.</summary>
    public static TimeSpan ResetAfter { get; } = TimeSpan.FromMinutes(5);

    public static Props Props(ActorSeat seat, IFaultSeam seam) => BackoffSupervisor.Props(
        Backoff.OnStop(seam.Actor(seat.Actor), "actor", MinBackoff, MaxBackoff, 0.2)
            .WithAutoReset(ResetAfter)
            .WithReplyWhileStopped(SeatProtocol.Down.Instance));
}
