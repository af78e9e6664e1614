using Akka.Hosting;
using EdgeActors.Heartbeats;

namespace EdgeActors.Hosting;

/// <summary>Tells the heartbeat actor its new period.</summary>
internal sealed class HeartbeatTuner(IRequiredActor<HeartbeatsKey> heartbeats) : IHeartbeatTuner
{
    /// <inheritdoc />
    public async ValueTask<bool> TuneAsync(TimeSpan period, long generation, CancellationToken cancelled) =>
        await heartbeats.ConfirmAsync<HeartbeatsKey, HeartbeatProtocol.Tuned>(new HeartbeatProtocol.Tune(period, generation), cancelled);
}
