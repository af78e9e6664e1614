using System.Reflection;
using Akka.Actor;

namespace EdgeActors.FaultKit;

/// <summary>
/// Calls the protected members of an actor that an actor system calls on it; they are part of its public contract with those who
/// derive from it, but not with those who contain it.
/// </summary>
internal static class InnerActor
{
    private const BindingFlags Protected = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly Func<ActorBase, object, bool> ReceiveOf =
        Method("Receive", typeof(object)).CreateDelegate<Func<ActorBase, object, bool>>();

    private static readonly Func<ActorBase, Receive, object, bool> AroundReceiveOf =
        Method("AroundReceive", typeof(Receive), typeof(object)).CreateDelegate<Func<ActorBase, Receive, object, bool>>();

    private static readonly Func<ActorBase, SupervisorStrategy> StrategyOf =
        Method("SupervisorStrategy").CreateDelegate<Func<ActorBase, SupervisorStrategy>>();

    public static bool Receive(ActorBase actor, object message) => ReceiveOf(actor, message);

    public static bool AroundReceive(ActorBase actor, Receive receive, object message) => AroundReceiveOf(actor, receive, message);

    public static SupervisorStrategy Strategy(ActorBase actor) => StrategyOf(actor);

    private static MethodInfo Method(string name, params Type[] parameters) => typeof(ActorBase).GetMethod(name, Protected, parameters)
        ?? throw new MissingMethodException(nameof(ActorBase), name);
}
