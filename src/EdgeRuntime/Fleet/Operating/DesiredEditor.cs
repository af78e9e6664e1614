using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Operating;

/// <summary>
/// Changes <c>desired.json</c> so that no operator overwrites another: it is read, changed and written only if it still is what was read; else all
/// of it is done again on what the other one wrote.
/// </summary>
/// <param name="store">The tree.</param>
/// <param name="tree">Its keys.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads writers that met.</param>
internal sealed class DesiredEditor(IDocumentStore store, FleetTree tree, EditOptions options, TimeProvider time, Random random)
{
    /// <summary>Applies a change.</summary>
    /// <param name="change">
    /// Makes the new deployments of what is there, pure; called again when another operator was first. The same object means that there is nothing to
    /// change. It throws <see cref="OperatorException"/> when the change makes no sense.
    /// </param>
    /// <param name="met">Told of what another operator wrote meanwhile.</param>
    /// <param name="cancelled">Ends the call.</param>
    /// <exception cref="OperatorException">The change makes no sense, or others were first too often.</exception>
    public async Task<Edit> ApplyAsync(Func<DesiredDocument, DesiredDocument> change, Action<DesiredDocument> met, CancellationToken cancelled)
    {
        for (int attempt = 1; attempt <= options.MostAttempts; attempt++)
        {
            (DesiredDocument current, string version) = await ReadAsync(cancelled);
            if (attempt > 1)
            {
                met(current);
            }

            DesiredDocument changed = change(current);
            if (ReferenceEquals(changed, current))
            {
                return new Edit(current, null, attempt);
            }

            DesiredDocument stamped = Stamped(changed, current);
            byte[] text = Text(stamped);
            if (await WriteAsync(text, version, cancelled))
            {
                return new Edit(stamped, text, attempt);
            }

            await Task.Delay(Pause(attempt), time, cancelled);
        }

        throw new OperatorException(
            $"{tree.DesiredKey} was changed by others {options.MostAttempts} times in a row while this change was tried; nothing was changed, try again");
    }

    private async Task<(DesiredDocument Document, string Version)> ReadAsync(CancellationToken cancelled)
    {
        DocumentRead found = await store.ReadAsync(tree.DesiredKey, known: null, FleetFormat.LargestDocument, cancelled);
        if (found.Content is null)
        {
            return (new DesiredDocument { Fleet = tree.Fleet, Revision = 0, Written = DateTimeOffset.MinValue }, DocumentVersion.None);
        }

        try
        {
            DesiredDocument document = DesiredJson.Read(found.Content);
            return document.Fleet == tree.Fleet
                ? (document, found.Version!)
                : throw new OperatorException($"{tree.DesiredKey} is of another fleet, \"{Printable.Of(document.Fleet)}\"; put the right one there");
        }
        catch (DocumentFormatException damaged)
        {
            throw new OperatorException($"{tree.DesiredKey} cannot be read: {damaged.Message}. Nothing was changed", damaged);
        }
    }

    // What was valid for a while is so again from now on, or a change would shorten its life.
    private DesiredDocument Stamped(DesiredDocument changed, DesiredDocument current)
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan? life = options.ValidFor ?? (current.Expires - current.Written);
        return changed with { Revision = current.Revision + 1, Written = now, WrittenBy = options.Operator, Expires = now + life };
    }

    // Read back, so that nothing is written that devices would refuse.
    private static byte[] Text(DesiredDocument document)
    {
        try
        {
            byte[] text = DesiredJson.Write(document);
            _ = DesiredJson.Read(text);
            return text;
        }
        catch (DocumentFormatException refused)
        {
            throw new OperatorException($"devices would refuse the document: {refused.Message}. Nothing was changed", refused);
        }
    }

    // An answer that was lost on the way says nothing about whether the write took place: the document itself does.
    private async Task<bool> WriteAsync(byte[] text, string expected, CancellationToken cancelled)
    {
        try
        {
            return await store.WriteAsync(tree.DesiredKey, text, expected, cancelled) is not null;
        }
        catch (DocumentStoreException lost) when (lost.Kind == FleetFaultKind.Unreachable)
        {
            DocumentRead now = await store.ReadAsync(tree.DesiredKey, known: null, FleetFormat.LargestDocument, cancelled);
            if (now.Content is { } content && content.AsSpan().SequenceEqual(text))
            {
                return true;
            }

            throw;
        }
    }

    private TimeSpan Pause(int attempt) =>
        options.LongestPause * (random.NextDouble() * Math.Min(1.0, attempt / (double)EditOptions.AttemptsToLongestPause));
}

/// <summary>What became of a change.</summary>
/// <param name="Document">As it is now.</param>
/// <param name="Written">The bytes that were written; null when there was nothing to change.</param>
/// <param name="Attempts">1, and one more for each time that another operator was first.</param>
internal sealed record Edit(DesiredDocument Document, byte[]? Written, int Attempts);

/// <summary>How documents are changed.</summary>
internal sealed record EditOptions
{
    /// <summary>The pause grows to <see cref="LongestPause"/> over so many attempts.</summary>
    public const int AttemptsToLongestPause = 10;

    /// <summary>How often a change is tried while others are first, 1 to 1000. Default 100.</summary>
    public int MostAttempts { get; init; } = 100;

    /// <summary>Longest pause before the next try, up to 10 s. Default 500 ms.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long devices take the document from now on, 1 h to 10 years; null to keep what it says. Default null.</summary>
    public TimeSpan? ValidFor { get; init; }

    /// <summary>Who writes, for people. Default empty.</summary>
    public string Operator { get; init; } = "";

    /// <summary>Every fault of these options; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (MostAttempts is < 1 or > 1000)
        {
            yield return $"{nameof(MostAttempts)} is {MostAttempts}, must be 1 to 1000";
        }

        if (LongestPause < TimeSpan.Zero || LongestPause > TimeSpan.FromSeconds(10))
        {
            yield return $"{nameof(LongestPause)} is {LongestPause}, must be 0 to 10 s";
        }

        if (ValidFor < TimeSpan.FromHours(1) || ValidFor > TimeSpan.FromDays(3660))
        {
            yield return $"{nameof(ValidFor)} is {ValidFor}, must be 1 h to 3660 days";
        }
    }
}
