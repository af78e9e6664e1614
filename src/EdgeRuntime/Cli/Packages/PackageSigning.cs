using System.CommandLine;
using System.Globalization;
using EdgeActors.Packages;
using EdgeActors.Packages.Creating;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Cli.Packages;

/// <summary>What <c>package create --sign</c> and <c>package sign</c> share.</summary>
internal static class PackageSigning
{
    /// <summary>Until when a signature counts.</summary>
    public static Option<DateTimeOffset?> Expires { get; } = new("--expires")
    {
        HelpName = "TIME",
        Description = "From then on the signature counts no more; UTC, like 2030-12-31 or 2030-12-31T12:00:00Z. Default: never.",
        CustomParser = result =>
        {
            bool isTime = DateTimeOffset.TryParse(
                result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time);
            if (!isTime)
            {
                result.AddError($"--expires is \"{result.Tokens[0].Value}\"; give a time like 2030-12-31.");
            }

            return time;
        },
    };

    /// <summary>Reads the private key.</summary>
    /// <param name="file">Its PEM file.</param>
    /// <exception cref="PackageException">It is of no use.</exception>
    /// <exception cref="CommandFailure">The file cannot be read.</exception>
    public static SigningKey Key(string file) => SigningKey.Read(NamedFile.Text(file));

    /// <summary>Signs a package and writes the signature beside it.</summary>
    /// <param name="package">The package's path.</param>
    /// <param name="facts">What is signed.</param>
    /// <param name="key">Who signs.</param>
    /// <param name="expires">Until when; null for ever.</param>
    /// <returns>The signature's path.</returns>
    public static async Task<string> SignAsync(string package, PackageFacts facts, SigningKey key, DateTimeOffset? expires)
    {
        byte[] envelope = key.Sign(facts.Statement(Path.GetFileName(package), expires)).Write();
        string file = package + PackageTrust.Ending;
        await OutputFile.WriteAsync(file, target => target.Write(envelope));
        return file;
    }
}
