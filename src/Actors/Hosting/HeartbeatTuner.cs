using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Heartbeats;

namespace EdgeActors.Hosting;

/// <summary>Tells the heartbeat actor its new period.</summary>
internal sealed class HeartbeatTuner(IRequiredActor<HeartbeatsKey> heartbeats) : IHeartbeatTuner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public async ValueTask<bool> TuneAsync(TimeSpan period, long generation, CancellationToken cancelled)
    {
        IActorRef actor = await heartbeats.GetAsync(cancelled);
        try
        {
            return await actor.Ask<object>(new HeartbeatProtocol.Tune(period, generation), Patience, cancelled) is HeartbeatProtocol.Tuned;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
