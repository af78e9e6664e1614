namespace EdgeActors.FaultKit;

/// <summary>What a rule does. The text of each is its form in a script.</summary>
public abstract record FaultAction
{
    private protected FaultAction()
    {
    }

    /// <summary>Where it can be used.</summary>
    internal abstract bool Fits(FaultPlace place, FaultMoment moment);

    /// <summary>The same with every choice made: what the trace shows and a replay repeats.</summary>
    internal virtual FaultAction Settled(double drawn) => this;

    /// <summary>Throws <see cref="InjectedFaultException"/> inside the actor, so that its supervisor decides.</summary>
    public sealed record Crash : FaultAction
    {
        /// <inheritdoc />
        public override string ToString() => "crash";

        internal override bool Fits(FaultPlace place, FaultMoment moment) => place == FaultPlace.Actor;
    }

    /// <summary>The message is never handled.</summary>
    public sealed record Drop : FaultAction
    {
        /// <inheritdoc />
        public override string ToString() => "drop";

        internal override bool Fits(FaultPlace place, FaultMoment moment) => (place, moment) == (FaultPlace.Actor, FaultMoment.Before);
    }

    /// <summary>The message is handled, and its copies come again by the mailbox.</summary>
    /// <param name="Copies">How many more times, 1 to 1000.</param>
    public sealed record Duplicate(int Copies = 1) : FaultAction
    {
        /// <inheritdoc />
        public override string ToString() => Copies == 1 ? "duplicate" : $"duplicate {Copies}";

        internal override bool Fits(FaultPlace place, FaultMoment moment) => (place, moment) == (FaultPlace.Actor, FaultMoment.Before);
    }

    /// <summary>The message is handled later, by the system's scheduler; others pass it meanwhile.</summary>
    /// <param name="Time">How much later.</param>
    public sealed record Delay(TimeRange Time) : FaultAction
    {
        /// <inheritdoc />
        public override string ToString() => $"delay {Time}";

        internal override bool Fits(FaultPlace place, FaultMoment moment) => (place, moment) == (FaultPlace.Actor, FaultMoment.Before);

        internal override FaultAction Settled(double drawn) => new Delay(Time.Pick(drawn));
    }

    /// <summary>The message is held back until others have passed it.</summary>
    /// <param name="Past">How many later messages are handled first at least, 1 to 1000.</param>
    /// <param name="Within">When it comes anyway, although fewer did.</param>
    public sealed record Reorder(int Past, TimeSpan Within) : FaultAction
    {
        /// <summary>Time after which a held message comes anyway.</summary>
        public static TimeSpan UsualWithin { get; } = TimeSpan.FromSeconds(1);

        /// <inheritdoc />
        public override string ToString() => $"reorder {Past} within {new TimeRange(Within, Within)}";

        internal override bool Fits(FaultPlace place, FaultMoment moment) => (place, moment) == (FaultPlace.Actor, FaultMoment.Before);
    }

    /// <summary>Ends the process at this point as <c>kill -9</c> does.</summary>
    public sealed record Kill : FaultAction
    {
        /// <inheritdoc />
        public override string ToString() => "kill";

        internal override bool Fits(FaultPlace place, FaultMoment moment) => true;
    }
}
