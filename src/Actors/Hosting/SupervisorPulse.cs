using Akka.Actor;
using Akka.Hosting;

namespace EdgeActors.Hosting;

/// <summary>Shows that the actor system works: its root actor answers.</summary>
public interface ISupervisorPulse
{
    /// <summary>Ends when the supervisor has answered.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancelled"/> has fired before it did.</exception>
    Task AnswerAsync(CancellationToken cancelled);
}

/// <summary>Asks the supervisor for its children, which only a supervisor that handles messages can tell.</summary>
internal sealed class SupervisorPulse(IRequiredActor<EdgeSupervisorKey> supervisor) : ISupervisorPulse
{
    /// <inheritdoc />
    public async Task AnswerAsync(CancellationToken cancelled)
    {
        IActorRef actor = await supervisor.GetAsync(cancelled);
        await actor.Ask<EdgeSupervisor.EdgeActorRefs>(EdgeSupervisor.GetActors.Instance, cancelled);
    }
}
