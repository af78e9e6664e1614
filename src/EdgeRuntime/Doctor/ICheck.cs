namespace EdgeActors.Doctor;

/// <summary>Looks at one area: collects facts, and has them judged by a pure function. Changes nothing that matters.</summary>
internal interface ICheck
{
    /// <summary>What it looks at.</summary>
    Area Area { get; }

    /// <summary>Whether it needs settings without a fault.</summary>
    bool NeedsSettings => true;

    /// <summary>Looks. Runs on a thread of its own, so it may block; an exception is told as a fault of the check.</summary>
    /// <param name="context">What the agent was told, and what several checks need.</param>
    /// <param name="cancel">Fires when nobody waits any more.</param>
    Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel);
}
