using Akka.Actor;

namespace EdgeActors.FaultKit;

/// <summary>Puts actors under the faults of a script.</summary>
public static class FaultProps
{
    /// <summary>
    /// Props of the same actor, with the script's faults. The actor lives in its own cell as ever: path, mailbox, stash, timers,
    /// behaviours, children, watches and supervision are its own. Its children are not under the script unless their props are wrapped too.
    /// </summary>
    /// <param name="props">The actor's own.</param>
    /// <param name="faults">Whose script applies.</param>
    public static Props WithFaults(this Props props, Faults faults) => new FaultyProps(props, faults);

    /// <summary>Faults by this script with the system's clock, which a test scheduler stops.</summary>
    /// <param name="system">Whose scheduler tells the time of ports; that of actors is always their own system's.</param>
    /// <param name="script">As <see cref="FaultScript.Parse"/> reads it.</param>
    /// <exception cref="FaultScriptException">With every faulty line.</exception>
    public static Faults Faults(this ActorSystem system, string script) =>
        new(FaultScript.Parse(script), new SchedulerClock(system.Scheduler));

    /// <summary>The same of a script that was built or comes from <see cref="FaultTrace.Replay(string)"/>.</summary>
    public static Faults Faults(this ActorSystem system, FaultScript script, FaultOptions? options = null) =>
        new(script, new SchedulerClock(system.Scheduler), options);

    // A copy of the props, because they hold more than can be read from them (deployment, strategy, dispatcher).
    private sealed class FaultyProps : Props
    {
        private readonly Props _inner;
        private readonly Faults _faults;

        public FaultyProps(Props inner, Faults faults)
            : base(inner) => (_inner, _faults) = (inner, faults);

        private FaultyProps(FaultyProps copy)
            : base(copy) => (_inner, _faults) = (copy._inner, copy._faults);

        public override ActorBase NewActor() => typeof(IActorStash).IsAssignableFrom(Type)
            ? new FaultStashActor(_inner.NewActor, _faults)
            : new FaultActor(_inner.NewActor, _faults);

        protected override Props Copy() => new FaultyProps(this);
    }
}
