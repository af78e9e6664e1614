using EdgeActors.Aws.S3;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Packages.Signatures;

/// <summary>Fetches the signature of a package, and applies the policy: before the package is unpacked by its digest, after that by each file.</summary>
/// <param name="source">Where packages and their signatures are.</param>
/// <param name="options">Policy and keys.</param>
/// <param name="time">The clock of limits and of what expires.</param>
/// <param name="log">Where it warns.</param>
internal sealed class PackageTrust(IPackageSource source, PackageOptions options, TimeProvider time, ILogger log)
{
    /// <summary>Ending of a signature's name, behind that of its package.</summary>
    public const string Ending = ".dsse";

    /// <summary>Looks for a good signature over the digest; null when there is none and none is demanded.</summary>
    /// <exception cref="PackageException">There is none and one is demanded; or whether there is one cannot be known now.</exception>
    public async Task<SignedPackage?> CheckAsync(string url, string digest, CancellationToken cancelled)
    {
        if (options.Signatures == SignaturePolicy.Off)
        {
            return null;
        }

        try
        {
            TrustedKeys keys = options.KeysFolder is { } folder ? TrustedKeys.Read(folder, time.GetUtcNow()) : TrustedKeys.None;
            return keys.Keys.Count > 0
                ? SignatureCheck.Verify(await FetchAsync(url + Ending, cancelled), digest, Told(keys), time.GetUtcNow())
                : throw new PackageException($"there is no key to verify it with: {string.Join("; ", keys.Faults)}");
        }
        catch (PackageException fault) when (!fault.IsTransient)
        {
            return Untrusted(url, fault.Message);
        }
        catch (PackageSourceException fault) when (!fault.IsTransient)
        {
            return Untrusted(url, $"it has no signature that can be read: {fault.Message}");
        }
    }

    /// <summary>Compares the files with what was signed; null when it was not and need not be.</summary>
    /// <exception cref="PackageException">They differ, and a signature is demanded.</exception>
    public SignedPackage? Compare(string url, SignedPackage? signed, IReadOnlyList<PackageFile> files) =>
        signed?.Statement.Difference(files) is { } difference ? Untrusted(url, difference) : signed;

    private SignedPackage? Untrusted(string url, string reason)
    {
        if (options.Signatures == SignaturePolicy.Enforce)
        {
            throw new PackageException($"a good signature is demanded (edgeactors_package_signatures), and {reason}");
        }

        log.SignatureMissing(url, reason);
        return null;
    }

    private IReadOnlyList<VerifyingKey> Told(TrustedKeys keys)
    {
        foreach (string fault in keys.Faults)
        {
            log.KeyUnusable(fault);
        }

        return keys.Keys;
    }

    private async Task<ReadOnlyMemory<byte>> FetchAsync(string url, CancellationToken cancelled)
    {
        using PutClock clock = new(options.Stall, options.Stall + TimeSpan.FromSeconds((double)StrictJson.MostBytes / options.SlowestRate), time, cancelled);
        try
        {
            PackageStream stream = await source.OpenAsync(url, 0, null, clock.Token).WaitAsync(clock.Token);
            await using (stream.Content)
            {
                return await ReadAsync(stream.Content, clock);
            }
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            throw new PackageException($"its signature did not come within {options.Stall.TotalSeconds:0} s (edgeactors_package_stall_seconds)", isTransient: true);
        }
    }

    // One byte more than allowed is read, so that what is too long is told as that.
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, PutClock clock)
    {
        using MemoryStream bytes = new();
        byte[] block = new byte[16 << 10];
        while (bytes.Length <= StrictJson.MostBytes && await content.ReadAsync(block, clock.Token).AsTask().WaitAsync(clock.Token) is > 0 and int read)
        {
            clock.Progress();
            await bytes.WriteAsync(block.AsMemory(0, read), clock.Token);
        }

        return bytes.ToArray();
    }
}
