using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Signing;
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
/// <param name="seal">Signs what is written, and refuses to build on what nobody signed; null when nothing is signed.</param>
internal sealed class DesiredEditor(
    IDocumentStore store, FleetTree tree, EditOptions options, TimeProvider time, Random random, DesiredSeal? seal = null)
{
    private static readonly TimeSpan SealPause = TimeSpan.FromMilliseconds(200);

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
            (DesiredDocument current, string version) = await ReadSignedAsync(cancelled);
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
                await (seal?.PutAsync(text, cancelled) ?? Task.CompletedTask);
                return new Edit(stamped, text, attempt);
            }

            await Task.Delay(Pause(attempt), time, cancelled);
        }

        throw new OperatorException(
            $"{tree.DesiredKey} was changed by others {options.MostAttempts} times in a row while this change was tried; nothing was changed, try again");
    }

    // A signature follows its document after a moment, and who signs must not make somebody's unsigned changes good.
    private async Task<(DesiredDocument Document, string Version)> ReadSignedAsync(CancellationToken cancelled)
    {
        long begin = time.GetTimestamp();
        while (true)
        {
            DocumentRead found = await store.ReadAsync(tree.DesiredKey, known: null, FleetFormat.LargestDocument, cancelled);
            if (seal is null || options.AcceptUnsigned || found.Content is null || await seal.FaultAsync(found.Content, cancelled) is not { } fault)
            {
                return Read(found);
            }

            if (time.GetElapsedTime(begin) > options.SealPatience)
            {
                throw new OperatorException(
                    $"{tree.DesiredKey} is not signed by a key that is trusted here: {fault}. Look at what it says (edgeactors fleet status); if all of it is meant, "
                    + "say --accept-unsigned. Nothing was changed");
            }

            await Task.Delay(SealPause, time, cancelled);
        }
    }

    private (DesiredDocument Document, string Version) Read(DocumentRead found)
    {
        if (found.Content is null)
        {
            return (DesiredDocument.None(tree.Fleet), DocumentVersion.None);
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
