using EdgeActors.Fleet.Signing;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Fleet.Tree;

/// <summary>Signatures by the keys that packages are signed with, under the same policy.</summary>
/// <param name="policy">What is done about them.</param>
/// <param name="keysFolder">Folder of public keys, read anew each time; null when there is none.</param>
/// <param name="time">The clock that certificates are compared with.</param>
internal sealed class DocumentSeal(SignaturePolicy policy, string? keysFolder, TimeProvider time) : IDocumentSignature
{
    /// <inheritdoc />
    public DocumentPolicy Policy { get; } = policy switch
    {
        SignaturePolicy.Off => DocumentPolicy.Off,
        SignaturePolicy.Warn => DocumentPolicy.Warn,
        _ => DocumentPolicy.Enforce,
    };

    /// <inheritdoc />
    public string? FaultOf(ReadOnlyMemory<byte> document, byte[]? envelope)
    {
        TrustedKeys keys = keysFolder is null ? TrustedKeys.None : TrustedKeys.Read(keysFolder, time.GetUtcNow());
        if (keys.Keys.Count == 0)
        {
            return $"there is no key to verify it with: {string.Join("; ", keys.Faults)}";
        }

        try
        {
            _ = envelope is null ? throw new PackageException("it has none") : DesiredSignature.Verify(envelope, document.Span, keys.Keys);
            return null;
        }
        catch (PackageException fault)
        {
            return fault.Message;
        }
    }
}
