using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;

namespace EdgeActors.Fleet.Publishing;

/// <summary>Brings packages into the tree of a fleet. Their names hold their digest, so what is there under a name is the package itself.</summary>
/// <param name="store">The tree.</param>
/// <param name="tree">Its keys.</param>
/// <param name="shelf">Takes packages.</param>
internal sealed class Publication(IDocumentStore store, FleetTree tree, IPackageShelf shelf)
{
    private const int LargestSignature = 1 << 20;

    /// <summary>Puts a package and its signature where they are not yet. Gives whether the package was put.</summary>
    /// <param name="package">The package.</param>
    /// <param name="url">How documents name it.</param>
    /// <param name="progress">Told how many bytes are on their way.</param>
    /// <param name="cancelled">Ends the call.</param>
    public async Task<bool> PublishAsync(LocalPackage package, string url, IProgress<long> progress, CancellationToken cancelled)
    {
        string key = tree.PackageKey(url) ?? throw new OperatorException($"\"{url}\" is no name of a package in the tree; give the model a shorter name or version");
        bool isThere = await IsThereAsync(key, cancelled);
        if (!isThere)
        {
            await shelf.PutAsync(key, package, progress, cancelled);
        }

        // A package may have been signed since it was put.
        if (package.Signature is { } signature)
        {
            byte[] bytes = await File.ReadAllBytesAsync(signature, cancelled);
            _ = bytes.Length <= LargestSignature
                ? await store.WriteAsync(FleetTree.SignatureKey(key), bytes, expected: null, cancelled)
                : throw new OperatorException($"{signature} has {bytes.Length} bytes, more than a signature has; sign the package again");
        }

        progress.Report(package.Bytes);
        return !isThere;
    }

    private async Task<bool> IsThereAsync(string key, CancellationToken cancelled)
    {
        await foreach (string found in store.ListAsync(key, most: 1, cancelled))
        {
            return found == key;
        }

        return false;
    }
}
