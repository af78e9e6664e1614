using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EdgeActors.Cli;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Signing;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Specs.Deployments;

/// <summary>A fleet's folder whose operator signs, and what somebody may put there who holds no key, or an old document, or even the key.</summary>
internal sealed class HostileFolder(FleetFolder fleet, SigningKey key, string keyFile)
{
    private const string Model = "Model";
    private static readonly string Zeros = new('0', 64);

    /// <summary>Makes a key pair by <c>package keys</c>, the public one in a folder for devices.</summary>
    public static async Task<SigningKey> KeyAsync(string beginning, string keys)
    {
        using StringWriter output = new();
        Assert.True(await CommandLine.RunAsync(["package", "keys", "--output", beginning], output, output) == ExitCode.Ok, output.ToString());
        Directory.CreateDirectory(keys);
        File.Copy(beginning + ".pem", Path.Combine(keys, "release.pem"));
        return SigningKey.Read(await File.ReadAllTextAsync(beginning + ".key.pem"));
    }

    /// <summary>Makes a signed package in the tree.</summary>
    public Task<ModelDefinition> PublishAsync(string model, string version) =>
        fleet.PublishAsync(ShiftModel.Handle, model, version, "--sign", keyFile);

    /// <summary>Writes and signs what is desired from now on.</summary>
    public void Desire(params DesiredDeployment[] deployments) => Put(DesiredJson.Write(fleet.Next(deployments)), isSigned: true);

    /// <summary>Puts a document there as it is; without a signature of its own the one before stays.</summary>
    public void Put(byte[] document, bool isSigned)
    {
        if (isSigned)
        {
            fleet.Write(fleet.Tree.DesiredSignatureKey, DesiredSignature.Sign(key, document));
        }

        fleet.Write(fleet.Tree.DesiredKey, document);
    }

    /// <summary>Deployments that must fail: name, models, type and a part of the reason.</summary>
    public async Task<(string Attack, ModelDefinition[] Models, string Type, string Reason)[]> AttacksAsync(ModelDefinition good, string evil)
    {
        ModelDefinition other = await PublishAsync(evil, "evil");
        return
        [
            ("wrong-sha-1", [other with { Checksum = Zeros[..40] }], Model, "SHA-1"),
            ("wrong-sha-256", [other with { Sha256 = Zeros }], Model, "SHA-256"),
            ("unlisted-bucket", [other with { Url = "s3://elsewhere/evil.tar.gz" }], Model, "edgeactors_package_buckets"),
            ("outside-the-tree", [other with { Url = "packages/../../evil.tar.gz" }], Model, "url"),
            ("duplicate-handle", [other, other], Model, "is there 2 times"),
            ("unknown-type", [other], "Firmware", "Type is 'Firmware'"),
            ("tampered-package", [await TamperedPackageAsync(evil)], Model, "a good signature is demanded"),
            ("tampered-manifest", [await TamperedManifestAsync(evil, good)], Model, "a good signature is demanded"),
            ("tampered-signature", [await TamperedSignatureAsync(evil)], Model, "a good signature is demanded"),
            ("unsigned", [await fleet.PublishAsync(ShiftModel.Handle, evil, "unsigned")], Model, "a good signature is demanded"),
            ("way-out", [WayOut()], Model, "escaped"),
        ];
    }

    /// <summary>Documents that must not be taken: name, contents, whether by the operator's key, and a part of the reason.</summary>
    public IEnumerable<(string Attack, byte[] Document, bool IsSigned, string Reason)> Documents(DesiredDeployment deployment)
    {
        DesiredDocument next = fleet.Next(deployment);
        byte[] huge = DesiredJson.Write(next);
        Array.Resize(ref huge, 10 << 20);
        huge.AsSpan(huge.Length / 2).Fill((byte)' ');
        yield return ("lower revision", DesiredJson.Write(next with { Revision = 1 }), true, "revision 1");
        yield return ("expired", DesiredJson.Write(next with { Expires = next.Written.AddMinutes(1) }), true, "held until");
        yield return ("10 MB", huge, true, "1048576");
        yield return ("of another fleet", DesiredJson.Write(next with { Fleet = "other" }), true, "is of the fleet");
        yield return ("tampered", DesiredJson.Write(next with { WrittenBy = "somebody" }), false, "must have a good signature");
    }

    private async Task<ModelDefinition> TamperedPackageAsync(string evil)
    {
        ModelDefinition signed = await PublishAsync(evil, "package");
        string file = fleet.At(fleet.Tree.PackageKey(signed.Url)!);
        byte[] content = await File.ReadAllBytesAsync(file);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, content);
        return FleetFolder.Definition(ShiftModel.Handle, signed.Url, content);
    }

    // The package itself is sound and its sums are right: only its signature is of another one.
    private async Task<ModelDefinition> TamperedManifestAsync(string evil, ModelDefinition good)
    {
        ModelDefinition forged = await fleet.PublishAsync(ShiftModel.Handle, evil, "manifest");
        File.Copy(Signature(good), Signature(forged));
        return forged;
    }

    private async Task<ModelDefinition> TamperedSignatureAsync(string evil)
    {
        ModelDefinition signed = await PublishAsync(evil, "signature");
        string text = await File.ReadAllTextAsync(Signature(signed));
        int at = text.IndexOf("\"sig\"", StringComparison.Ordinal) + "\"sig\": \"".Length + 20;
        await File.WriteAllTextAsync(Signature(signed), text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);
        return signed;
    }

    // By whoever holds the key.
    private ModelDefinition WayOut()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(gzip, TarEntryFormat.Pax))
        {
            MemoryStream evil = new(Encoding.UTF8.GetBytes("evil"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../../../escaped.onnx") { DataStream = evil });
        }

        byte[] content = packed.ToArray();
        string digest = Convert.ToHexStringLower(SHA256.HashData(content));
        string url = FleetTree.PackageUrl(ShiftModel.Handle, "way-out", digest);
        string place = fleet.Tree.PackageKey(url)!;
        fleet.Write(place, content);
        SignedSubject subject = new(Path.GetFileName(url), digest);
        PackageStatement statement = new(subject, [], null, null, null);
        fleet.Write(FleetTree.SignatureKey(place), key.Sign(statement).Write());
        return FleetFolder.Definition(ShiftModel.Handle, url, content);
    }

    private string Signature(ModelDefinition definition) => fleet.At(FleetTree.SignatureKey(fleet.Tree.PackageKey(definition.Url)!));
}
