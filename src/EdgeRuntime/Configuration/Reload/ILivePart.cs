namespace EdgeActors.Configuration.Reload;

/// <summary>A part of the agent whose settings may change while it works.</summary>
internal interface ILivePart
{
    /// <summary>Takes over what of <paramref name="options"/> is its own and may change; the rest it leaves.</summary>
    /// <param name="options">Checked.</param>
    /// <param name="generation">Larger each time.</param>
    /// <param name="cancelled">The agent stops.</param>
    /// <returns>False when it cannot just now and has to be told again.</returns>
    ValueTask<bool> ApplyAsync(RunOptions options, long generation, CancellationToken cancelled);
}

/// <summary>A part that can always take over, at once.</summary>
/// <param name="apply">Does it.</param>
internal sealed class LivePart(Action<RunOptions> apply) : ILivePart
{
    /// <inheritdoc />
    public ValueTask<bool> ApplyAsync(RunOptions options, long generation, CancellationToken cancelled)
    {
        apply(options);
        return ValueTask.FromResult(true);
    }
}
