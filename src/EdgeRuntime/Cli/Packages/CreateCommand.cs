using System.CommandLine;
using EdgeActors.Models.Package;
using EdgeActors.Packages;
using EdgeActors.Packages.Creating;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Storing;

namespace EdgeActors.Cli.Packages;

/// <summary><c>edgeactors package create</c>: a package from an ONNX file or a folder.</summary>
internal static class CreateCommand
{
    private const string NameRule = "4 to 255 letters, digits and dashes, the first and last a letter or digit";
    private const string VersionRule = "1 to 64 letters, digits, blanks, dots and underscores";

    private static readonly Argument<string> Source = new("MODEL")
    {
        Description = "An .onnx or .ort file, or a folder: of a model with its external data, or what SageMaker Neo compiled.",
    };

    private static readonly Option<string> Name = new("--name")
    {
        HelpName = "NAME",
        Description = $"What fleets call the model: {NameRule}.",
        Required = true,
    };

    private static readonly Option<string> Version = new("--version")
    {
        HelpName = "VERSION",
        Description = $"Its version: {VersionRule}.",
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
            "Makes a package (tar.gz) with a manifest. The same files give the same bytes. What a device with the usual limits would refuse is not made.",
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
        (string? legalName, string? legalVersion) = DeclaredModel.Of(new PackageManifest(name, version));
        if (legalName is null || legalVersion is null)
        {
            string fault = legalName is null ? $"{Name.Name} is \"{name}\"; give {NameRule}" : $"{Version.Name} is \"{version}\"; give {VersionRule}";
            throw new CommandFailure(CommandFailure.Usage, $"{fault}: no heartbeat could tell it otherwise.", ExitCode.BadUsage);
        }

        string path = Path.GetFullPath(command.GetValue(Output) ?? $"{legalName}-{legalVersion}.tar.gz");
        OutputFile.MustBeFree(path);
        DateTimeOffset? expires = command.GetValue(PackageSigning.Expires);
        using SigningKey? key = command.GetValue(Sign) is { } file ? PackageSigning.Key(file) : null;
        if (key is null && expires is not null)
        {
            throw new CommandFailure(CommandFailure.Usage, "--expires is about a signature, and nothing is signed: give --sign KEY as well.", ExitCode.BadUsage);
        }

        string source = Path.GetFullPath(command.GetRequiredValue(Source));
        IReadOnlyList<ModelFile> files = ModelFiles.Of(source, legalName, legalVersion);
        PackagedModel.MustBeWhole(source, cancelled);
        await OutputFile.WriteAsync(path, target => ReproducibleArchive.Write(files, target));
        PackageFacts facts = ReadBack(path, cancelled);
        (string, string, string, DateTimeOffset?)? signature = key is null
            ? null
            : ("signed", await PackageSigning.SignAsync(path, facts, key, expires), key.Public.Id, expires);
        PackageView.Write(CommandOutput.Of(command), path, facts, signature);
    }

    // As a device will: what it would refuse must not leave this house.
    private static PackageFacts ReadBack(string path, CancellationToken cancelled)
    {
        try
        {
            return PackageFacts.Of(path, new PackageOptions(), cancelled);
        }
        catch (PackageException)
        {
            File.Delete(path);
            throw;
        }
    }
}
