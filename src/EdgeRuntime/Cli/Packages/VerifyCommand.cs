using System.CommandLine;
using EdgeActors.Packages;
using EdgeActors.Packages.Creating;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Cli.Packages;

/// <summary><c>edgeactors package verify</c>: whether a device would take a package.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> Keys = new("--keys")
    {
        HelpName = "FOLDER",
        Description = "Folder of public keys (*.pem): there has to be a good signature by one of them. Default: signatures are not looked at.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand verify = new(
            "verify",
            "Reads a package as a device would, with the usual limits (the defaults of edgeactors_package_bytes and its like; a device may be set to others), and shows its digests. Exit code 1 when it would be refused.",
            "edgeactors package verify mnist-1.0.tar.gz",
            "edgeactors package verify mnist-1.0.tar.gz --keys /etc/edgeactors/keys --json");
        verify.Arguments.Add(SignCommand.Package);
        verify.Options.Add(Keys);
        verify.SetAction((command, cancelled) => PackageCommand.GuardedAsync(() => Task.Run(() => Run(command, cancelled), cancelled)));
        return verify;
    }

    private static void Run(ParseResult command, CancellationToken cancelled)
    {
        string path = Path.GetFullPath(command.GetRequiredValue(SignCommand.Package));
        PackageFacts facts = PackageCommand.Read(path, cancelled);
        SignedPackage? signed = command.GetValue(Keys) is { } folder
            ? Signature(path + PackageTrust.Ending, facts, Path.GetFullPath(folder))
            : null;
        PackageView.Write(
            CommandOutput.Of(command), path, facts,
            signed is null ? null : ("signed", path + PackageTrust.Ending, signed.KeyId, signed.Statement.Expires));
    }

    private static SignedPackage Signature(string file, PackageFacts facts, string folder)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        TrustedKeys keys = TrustedKeys.Read(folder, now);
        if (keys.Keys.Count == 0)
        {
            throw new PackageException($"there is no key to verify it with: {string.Join("; ", keys.Faults)}");
        }

        SignedPackage signed = File.Exists(file)
            ? SignatureCheck.Verify(Bytes(file), facts.Sha256, keys.Keys, now)
            : throw new PackageException($"it has no signature: there is no {file}");
        return signed.Statement.Difference(facts.Files) is { } difference ? throw new PackageException(difference) : signed;
    }

    private static byte[] Bytes(string file) => new FileInfo(file).Length <= StrictJson.MostBytes
        ? NamedFile.Bytes(file)
        : throw new PackageException($"{file} has more than {StrictJson.MostBytes} bytes");
}
