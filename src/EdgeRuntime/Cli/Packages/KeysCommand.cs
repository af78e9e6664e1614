using System.CommandLine;
using System.Text;
using EdgeActors.Packages.Signatures;
using EdgeActors.Storage.Files;

namespace EdgeActors.Cli.Packages;

/// <summary><c>edgeactors package keys</c>: a pair of keys.</summary>
internal static class KeysCommand
{
    private static readonly Option<string> Output = new("--output", "-o")
    {
        HelpName = "NAME",
        Description = "Beginning of both files: NAME.key.pem is the private key, for whoever releases models; NAME.pem the public one, for devices.",
        DefaultValueFactory = _ => "edgeactors-packages",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand keys = new(
            "keys",
            "Makes a pair of keys (ECDSA, P-256) to sign packages with. The private one is readable for you alone and never belongs on a device.",
            "edgeactors package keys --output release");
        keys.Options.Add(Output);
        keys.SetAction((command, _) => PackageCommand.GuardedAsync(() => RunAsync(command)));
        return keys;
    }

    private static async Task RunAsync(ParseResult command)
    {
        string name = Path.GetFullPath(command.GetValue(Output)!);
        (string secret, string open) = (name + ".key.pem", name + ".pem");
        OutputFile.MustBeFree(secret);
        OutputFile.MustBeFree(open);
        using SigningKey key = SigningKey.Create();
        await OutputFile.WriteSecretAsync(secret, target => target.Write(Encoding.UTF8.GetBytes(key.PrivatePem)), FileCalls.ForThisSystem());
        await OutputFile.WriteAsync(open, target => target.Write(Encoding.UTF8.GetBytes(key.PublicPem)));
        Open(open);
        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("privateKey", secret);
                json.WriteString("publicKey", open);
                json.WriteString("keyId", key.Public.Id);
            });
            return;
        }

        output.Line($"Private key: {secret} (keep it; nobody else may read it)");
        output.Line($"Public key:  {open} (into the folder of keys on devices: sagemaker_edge_core_root_certs_path)");
        output.Line($"Key id:      {key.Public.Id}");
    }

    // As devices want it: readable for all, writable for none but its owner.
    private static void Open(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }
}
