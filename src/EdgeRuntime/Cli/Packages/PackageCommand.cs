using System.CommandLine;
using EdgeActors.Packages;
using EdgeActors.Packages.Creating;

namespace EdgeActors.Cli.Packages;

/// <summary><c>edgeactors package</c>: packages of models for deployments.</summary>
internal static class PackageCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create()
    {
        VerbCommand package = new(
            "package",
            "Makes packages of models, signs them, and looks at them as a device would.",
            "edgeactors package keys --output release",
            "edgeactors package create mnist.onnx --name mnist-digits --version 1.0 --sign release.key.pem",
            "edgeactors package verify mnist-digits-1.0.tar.gz --keys /etc/edgeactors/keys");
        package.Subcommands.Add(CreateCommand.Create());
        package.Subcommands.Add(KeysCommand.Create());
        package.Subcommands.Add(SignCommand.Create());
        package.Subcommands.Add(VerifyCommand.Create());
        return package;
    }

    /// <summary>Reads a package as a device with the usual limits would. Blocks.</summary>
    /// <exception cref="PackageException">Such a device would refuse it.</exception>
    /// <exception cref="CommandFailure">The file cannot be read.</exception>
    public static PackageFacts Read(string path, CancellationToken cancelled)
    {
        // By itself, so that what fails later is not taken for the package: it is unpacked into a temporary folder.
        NamedFile.Open(path).Dispose();
        return CheckedPackage.Read(path, new PackageOptions(), cancelled);
    }

    /// <summary>Does something with packages; what is refused ends the command.</summary>
    /// <exception cref="CommandFailure">It was refused.</exception>
    public static async Task<int> GuardedAsync(Func<Task> act)
    {
        try
        {
            await act();
            return ExitCode.Ok;
        }
        catch (PackageException refused)
        {
            throw new CommandFailure(CommandFailure.Failed, refused.Message, cause: refused);
        }
    }
}
