using System.CommandLine;
using EdgeActors.Models.Package;
using EdgeActors.Packages.Creating;
using EdgeActors.Packages.Storing;
using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Cli.Packages;

/// <summary><c>edgeactors package create</c>: a package from an ONNX file or a folder.</summary>
internal static class CreateCommand
{
    private static readonly Argument<string> Source = new("MODEL")
    {
        Description = "An .onnx or .ort file, or a folder: of a model with its external data, or what SageMaker Neo compiled.",
    };

    private static readonly Option<string> Name = new("--name")
    {
        HelpName = "NAME",
        Description = "What fleets call the model: 4 to 255 letters, digits and dashes, the first and last a letter or digit.",
        Required = true,
    };

    private static readonly Option<string> Version = new("--version")
    {
        HelpName = "VERSION",
        Description = "Its version: 1 to 64 letters, digits, blanks, dots and underscores.",
        Required = true,
    };

    private static readonly Option<string?> Output = new("--output", "-o") { HelpName = "FILE", Description = "Where to write it. Default: NAME-VERSION.tar.gz." };

    private static readonly Option<string?> Sign = new("--sign")
    {
        HelpName = "KEY",
        Description = "PEM file of a private key; the signature is written beside the package, its name with .dsse behind it.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand create = new(
            "create",
            "Makes a package (tar.gz) with a manifest. The same files give the same bytes.",
            "edgeactors package create mnist.onnx --name mnist-digits --version 1.0",
            "edgeactors package create ./compiled --name resnet18 --version 2.1 --sign release.key.pem -o resnet18.tar.gz");
        create.Arguments.Add(Source);
        foreach (Option option in (Option[])[Name, Version, Output, Sign, PackageSigning.Expires])
        {
            create.Options.Add(option);
        }

        create.SetAction((command, cancelled) => PackageCommand.GuardedAsync(() => RunAsync(command, cancelled)));
        return create;
    }

    private static async Task RunAsync(ParseResult command, CancellationToken cancelled)
    {
        (string name, string version) = (command.GetRequiredValue(Name), command.GetRequiredValue(Version));
        if (DeclaredModel.Of(new PackageManifest(name, version)) is not ({ } legalName, { } legalVersion))
        {
            throw new CommandFailure(
                CommandFailure.Usage,
                $"The name \"{name}\" or the version \"{version}\" could not be told by a heartbeat: see 'edgeactors package create --help'.",
                ExitCode.BadUsage);
        }

        string path = Path.GetFullPath(command.GetValue(Output) ?? $"{legalName}-{legalVersion}.tar.gz");
        OutputFile.MustBeFree(path);
        IReadOnlyList<ModelFile> files = ModelFiles.Of(Path.GetFullPath(command.GetRequiredValue(Source)), legalName, legalVersion);
        await OutputFile.WriteAsync(path, target => ReproducibleArchive.Write(files, target));

        // Read back as a device will: what it would refuse must not leave this house.
        PackageFacts facts = PackageFacts.Of(path, new UnpackLimits(), cancelled);
        (string File, string KeyId)? signature = command.GetValue(Sign) is { } key
            ? await PackageSigning.SignAsync(path, facts, key, command.GetValue(PackageSigning.Expires))
            : null;
        PackageView.Write(CommandOutput.Of(command), path, facts, signature is { } signed ? ("signed", signed.File, signed.KeyId, null) : null);
    }
}
