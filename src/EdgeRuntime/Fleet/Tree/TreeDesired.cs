using System.Globalization;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Tree;

/// <summary>Reads what a device should have, refusing what is old, expired, of another fleet or badly signed. Keeps the device's part of what it read last.</summary>
internal sealed class TreeDesired(
    IDocumentStore store, FleetTree tree, string device, IDocumentSignature signature, FailureCount failures, TimeProvider time, ILogger log)
{
    private volatile Seen? _last;
    private long _highest;

    /// <exception cref="DocumentStoreException">The store failed, or the document is refused.</exception>
    /// <exception cref="DocumentFormatException">The document cannot be read.</exception>
    public async Task<DesiredState> PollAsync(string? known, CancellationToken cancelled)
    {
        Raise(PollTag.RevisionOf(known));
        Seen? last = _last;
        DocumentRead read = await store.ReadAsync(tree.DesiredKey, last?.Version, FleetFormat.LargestDocument, cancelled);
        Seen now = read.Content is { } content ? await TakeAsync(content, read.Version!, cancelled)
            : read.IsUnchanged && last is not null ? last
            : await NothingAsync(cancelled);
        if (now.View.Expires is { } expires && time.GetUtcNow() >= expires)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"held until {expires:yyyy-MM-dd HH:mm:ss} UTC only: write it anew, or correct this device's clock"));
        }

        FleetDeployment[] deployments = await failures.ApplyAsync(now.View, cancelled);
        string tag = PollTag.Of(now.View.Revision, now.Version, deployments);
        return tag == known ? DesiredState.Unchanged : new DesiredState { Tag = tag, Revision = now.View.Revision, Deployments = [.. deployments] };
    }

    private async Task<Seen> TakeAsync(byte[] content, string version, CancellationToken cancelled)
    {
        DesiredDocument document = DesiredJson.Read(content);
        if (document.Fleet != tree.Fleet)
        {
            throw Refused($"is of the fleet \"{document.Fleet}\": put this fleet's own there");
        }

        long highest = Volatile.Read(ref _highest);
        if (document.Revision < highest)
        {
            throw Refused($"has revision {document.Revision}, older than {highest}, which this device has seen: write one with a higher revision");
        }

        await CheckSignatureAsync(content, cancelled);
        Raise(document.Revision);
        return _last = new Seen(version, DeviceView.Of(document, device));
    }

    private async Task<Seen> NothingAsync(CancellationToken cancelled)
    {
        _last = null;
        if (Volatile.Read(ref _highest) is > 0 and long highest)
        {
            throw Refused($"is gone, though this device has seen revision {highest}: restore it");
        }

        return (await store.ReadAsync(tree.FleetKey, null, FleetFormat.LargestDocument, cancelled)).Content is null
            ? throw TreeAnswer.NoFleet(tree, store.Description)
            : new Seen(DocumentVersion.None, new DeviceView(0, null, []));
    }

    private async Task CheckSignatureAsync(byte[] content, CancellationToken cancelled)
    {
        if (signature.Policy == DocumentPolicy.Off)
        {
            return;
        }

        DocumentRead envelope = await store.ReadAsync(tree.DesiredSignatureKey, null, FleetFormat.LargestDocument, cancelled);
        if (signature.FaultOf(content, envelope.Content) is not { } fault)
        {
            return;
        }

        if (signature.Policy == DocumentPolicy.Enforce)
        {
            throw Refused($"must have a good signature (edgeactors_package_signatures), and {fault}");
        }

        log.Unsigned(store.Description, fault);
    }

    private DocumentStoreException Refused(string fault) => TreeAnswer.Unusable(tree.DesiredKey, store.Description, fault);

    private void Raise(long revision)
    {
        long before = Volatile.Read(ref _highest);
        while (revision > before)
        {
            long found = Interlocked.CompareExchange(ref _highest, revision, before);
            before = found == before ? revision : found;
        }
    }

    private sealed record Seen(string Version, DeviceView View);
}
