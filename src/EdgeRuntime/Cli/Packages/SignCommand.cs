using System.CommandLine;
using EdgeActors.Packages.Creating;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Cli.Packages;

/// <summary><c>edgeactors package sign</c>: a detached signature beside a package.</summary>
internal static class SignCommand
{
    private static readonly Option<string> Key = new("--key")
    {
        HelpName = "KEY",
        Description = "PEM file of the private key.",
        Required = true,
    };

    /// <summary>The package.</summary>
    public static Argument<string> Package { get; } = new("PACKAGE") { Description = "The package: tar, tar.gz or zip." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand sign = new(
            "sign",
            "Signs a package and each file in it; a signature that is there is replaced. The package is looked at as a device with the usual limits would, and not signed when it would be refused.",
            "edgeactors package sign mnist-1.0.tar.gz --key release.key.pem",
            "edgeactors package sign mnist-1.0.tar.gz --key release.key.pem --expires 2030-12-31");
        sign.Arguments.Add(Package);
        sign.Options.Add(Key);
        sign.Options.Add(PackageSigning.Expires);
        sign.SetAction((command, cancelled) => PackageCommand.GuardedAsync(() => RunAsync(command, cancelled)));
        return sign;
    }

    private static async Task RunAsync(ParseResult command, CancellationToken cancelled)
    {
        string path = Path.GetFullPath(command.GetRequiredValue(Package));
        PackageFacts facts = PackageCommand.Read(path, cancelled);
        DateTimeOffset? expires = command.GetValue(PackageSigning.Expires);
        using SigningKey key = PackageSigning.Key(command.GetRequiredValue(Key));
        string file = await PackageSigning.SignAsync(path, facts, key, expires);
        PackageView.Write(CommandOutput.Of(command), path, facts, ("signed", file, key.Public.Id, expires));
    }
}
