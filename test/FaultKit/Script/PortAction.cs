namespace EdgeActors.FaultKit;

/// <summary>What a rule does to a call of a port.</summary>
public abstract record PortAction : FaultAction
{
    private protected PortAction()
    {
    }

    /// <inheritdoc />
    internal override bool Fits(FaultPlace place, FaultMoment moment) => place == FaultPlace.Port;

    /// <summary>The call fails; with <c>after</c> its work is done all the same.</summary>
    /// <param name="Failure">Which exception.</param>
    public sealed record Throw(ExceptionRecipe Failure) : PortAction
    {
        /// <inheritdoc />
        public override string ToString() => $"throw {Failure}";
    }

    /// <summary>The call fails with the error of a full disk (ENOSPC).</summary>
    public sealed record DiskFull : PortAction
    {
        /// <inheritdoc />
        public override string ToString() => "disk-full";
    }

    /// <summary>The call waits until it is released or its cancellation token fires.</summary>
    public sealed record Hang : PortAction
    {
        /// <inheritdoc />
        public override string ToString() => "hang";
    }

    /// <summary>The call takes longer.</summary>
    /// <param name="Time">How much longer.</param>
    public sealed record Slow(TimeRange Time) : PortAction
    {
        /// <inheritdoc />
        public override string ToString() => $"slow {Time}";

        internal override FaultAction Settled(double drawn) => new Slow(Time.Pick(drawn));
    }

    /// <summary>Only a part of the bytes that the call carries reaches the port, then the call fails.</summary>
    /// <param name="Percent">How much of them, 0 to 99.</param>
    public sealed record HalfWrite(int Percent = HalfWrite.Half) : PortAction
    {
        private const int Half = 50;

        /// <inheritdoc />
        public override string ToString() => Percent == Half ? "half-write" : $"half-write {Percent}%";

        internal override bool Fits(FaultPlace place, FaultMoment moment) => (place, moment) == (FaultPlace.Port, FaultMoment.Before);
    }

    /// <summary>One bit of the bytes that the call carries (before), or brings back (after), is turned over.</summary>
    public sealed record WrongBytes : PortAction
    {
        /// <inheritdoc />
        public override string ToString() => "wrong-bytes";
    }
}
