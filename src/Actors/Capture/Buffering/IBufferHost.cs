namespace EdgeActors.Capture.Buffering;

/// <summary>What the parts of the buffer need of their actor.</summary>
internal interface IBufferHost
{
    /// <summary>
    /// Writes events, all or none. Each that is written is applied, and its <see cref="EventWrite.Then"/> runs. When the journal rejects them, each
    /// one's <see cref="EventWrite.Undo"/> runs instead. When the journal fails, neither does: the actor stops, and its next life reads what was stored.
    /// </summary>
    void Persist(IReadOnlyList<EventWrite> together);

    /// <summary>Runs one of the continuations on the actor's turn when the spool is done.</summary>
    void AfterSpool(Func<CancellationToken, Task> work, Action then, Action<Exception> failed);

    /// <summary>Runs an action on the actor's turn after a while; the same key again replaces it.</summary>
    void Later(string key, TimeSpan delay, Action action);

    /// <summary>Looks at what can be done now that something has changed.</summary>
    void Pump();
}
