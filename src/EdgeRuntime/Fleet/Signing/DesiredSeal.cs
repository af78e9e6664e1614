using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Fleet.Signing;

/// <summary>
/// Keeps <c>desired.json.dsse</c> the signature of <c>desired.json</c>. The document is written first and its signature right after; in between, and if
/// the operator's machine fails there, devices that demand a signature go on with what they have.
/// </summary>
/// <param name="store">The tree.</param>
/// <param name="tree">Its keys.</param>
/// <param name="key">Signs.</param>
/// <param name="trusted">Whose signatures are taken for good, besides the key's own.</param>
internal sealed class DesiredSeal(IDocumentStore store, FleetTree tree, SigningKey key, IReadOnlyList<VerifyingKey> trusted)
{
    private const int MostAttempts = 100;

    private readonly IReadOnlyList<VerifyingKey> _keys = [key.Public, .. trusted];

    /// <summary>Why a document is not signed by anybody trusted; null when it is.</summary>
    public async Task<string?> FaultAsync(byte[] document, CancellationToken cancelled)
    {
        try
        {
            DocumentRead seal = await ReadAsync(tree.DesiredSignatureKey, cancelled);
            _ = seal.Content is { } envelope
                ? DesiredSignature.Verify(envelope, document, _keys)
                : throw new PackageException("it is not signed");
            return null;
        }
        catch (PackageException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>
    /// Signs a document that was written. When another operator has written a newer one meanwhile, nothing is to be done: who wrote it signs it. Nor can
    /// this replace the signature of a newer one: it would have to be there, and then the one that was read here is not there any more.
    /// </summary>
    /// <exception cref="OperatorException">Others were first too often.</exception>
    public async Task PutAsync(byte[] document, CancellationToken cancelled)
    {
        byte[] envelope = DesiredSignature.Sign(key, document);
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            DocumentRead before = await ReadAsync(tree.DesiredSignatureKey, cancelled);
            DocumentRead now = await ReadAsync(tree.DesiredKey, cancelled);
            if (now.Content is null || !now.Content.AsSpan().SequenceEqual(document))
            {
                return;
            }

            if (await store.WriteAsync(tree.DesiredSignatureKey, envelope, before.Version ?? DocumentVersion.None, cancelled) is not null)
            {
                return;
            }
        }

        throw new OperatorException(
            $"{tree.DesiredKey} was written, but {tree.DesiredSignatureKey} was changed by others {MostAttempts} times in a row; sign it by the next verb with --accept-unsigned");
    }

    private Task<DocumentRead> ReadAsync(string name, CancellationToken cancelled) =>
        store.ReadAsync(name, known: null, FleetFormat.LargestDocument, cancelled);
}
