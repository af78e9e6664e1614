using System.CommandLine;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Signing;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Storage.Files;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>Options of all verbs that write <c>desired.json</c>.</summary>
internal static class WriteOptions
{
    private static readonly Option<string?> Sign = new("--sign")
    {
        HelpName = "KEY.pem",
        Description = "Sign the document by this private key (ECDSA P-256). Devices that demand signatures take no other.",
    };

    private static readonly Option<string?> Trusted = new("--trusted")
    {
        HelpName = "FOLDER",
        Description = "With --sign: public keys (*.pem) of other operators, on whose documents this one may build. Default: only those signed by the same key.",
    };

    private static readonly Option<bool> AcceptUnsigned = new("--accept-unsigned")
    {
        Description = "With --sign: build on the document that is there though nobody trusted signed it. Look at it first.",
    };

    private static readonly Option<int?> ValidFor = SharedOptions.Bounded(
        new Option<int?>("--valid-for")
        {
            HelpName = "HOURS",
            Description = "How long devices take the document from now on. Default: as long as it was made for last, else for ever.",
        },
        least: 1,
        most: 87_840);

    /// <summary>Adds them.</summary>
    public static void AddTo(Command command)
    {
        Option[] options = [Sign, Trusted, AcceptUnsigned, ValidFor];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>A writer as the command line wants it.</summary>
    /// <exception cref="CommandFailure">The key is of no use.</exception>
    public static DesiredWriter Writer(ParseResult command, FleetSession fleet)
    {
        EditOptions options = new()
        {
            Operator = fleet.Operator,
            AcceptUnsigned = command.GetValue(AcceptUnsigned),
            ValidFor = command.GetValue(ValidFor) is { } hours ? TimeSpan.FromHours(hours) : null,
        };
        DesiredSeal? seal = command.GetValue(Sign) is { } key
            ? new DesiredSeal(fleet.Store, fleet.Tree, Read(key), Others(command.GetValue(Trusted), fleet.Time))
            : null;
        return new DesiredWriter(new DesiredEditor(fleet.Store, fleet.Tree, options, fleet.Time, fleet.Random, seal), fleet.Output);
    }

    private static SigningKey Read(string file)
    {
        try
        {
            return SigningKey.Read(File.ReadAllText(file));
        }
        catch (Exception unusable) when (unusable is PackageException || UnreadableFile.Is(unusable))
        {
            throw new CommandFailure(CommandFailure.Usage, $"{Sign.Name} {file} cannot be used: {Why(file, unusable)}", ExitCode.BadUsage, unusable);
        }
    }

    private static string Why(string file, Exception unusable) => UnreadableFile.Is(unusable) ? UnreadableFile.Why(file, unusable) : unusable.Message;

    private static IReadOnlyList<VerifyingKey> Others(string? folder, TimeProvider time)
    {
        TrustedKeys keys = folder is null ? new TrustedKeys([], []) : TrustedKeys.Read(folder, time.GetUtcNow());
        return keys.Faults.Count == 0
            ? keys.Keys
            : throw new CommandFailure(CommandFailure.Usage, $"{Trusted.Name}: {string.Join("; ", keys.Faults)}", ExitCode.BadUsage);
    }
}
