using System.Collections.Immutable;
using System.CommandLine;
using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using EdgeActors.Cli.Capture.Books;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.Spool;

namespace EdgeActors.Cli.Capture;

/// <summary>What an agent has on disk, for verbs that look at it without asking the agent. Nothing is changed; the agent may be running.</summary>
/// <param name="State">Of its captures, by journal and spool.</param>
/// <param name="Findings">What is wrong between journal and spool.</param>
internal sealed record AgentFiles(CaptureState State, ImmutableArray<Finding> Findings)
{
    /// <summary>Adds the options that say where the agent's data are: those of <c>edgeactors run</c>.</summary>
    public static void AddOptions(Command command)
    {
        command.Options.Add(ParameterFlags.Config);
        command.Options.Add(ParameterFlags.Of(DeviceParameter.DataRoot));
    }

    /// <summary>The agent's settings, from the same file and flags as its own.</summary>
    /// <exception cref="ConfigurationException">They are at fault.</exception>
    public static CaptureSettings Settings(ParseResult command) =>
        ParameterFlags.Reader(command, EnvironmentSource.OfThisProcess(), MemoryLimit.OfThisProcess()).Read().Checked().Options.Capture;

    /// <summary>Reads journal and spool.</summary>
    /// <exception cref="CommandFailure">There is no journal, or something cannot be read.</exception>
    public static AgentFiles Read(CaptureSettings settings)
    {
        try
        {
            SpoolLook spool = new(Path.Combine(settings.DataRoot, "spool"), FileCalls.ForThisSystem());
            SpoolAudit audit = new(spool.HasBatch, spool.HasCapture);
            SpoolInventory inventory = spool.Read();
            CaptureState state = StateOf(settings, inventory);
            IReadOnlyDictionary<CaptureRef, string> missing = audit.Missing(state);
            Finding[] lost = missing.Count == 0 ? [] : [.. SpoolAudit.Lost(missing, audit.Missing(StateOf(settings, inventory)), Ids(state, inventory))];
            return new AgentFiles(
                state, [.. lost, .. inventory.SetAside.Select(damaged => new Finding(FindingKind.Unreadable, "spool", damaged))]);
        }
        catch (StorageException unsafely) when (unsafely.Fault is StorageFault.Unsafe or StorageFault.ReadOnly)
        {
            throw new CommandFailure(CommandFailure.Failed, $"{unsafely.Message}; run this as the agent's user", cause: unsafely);
        }
    }

    private static CaptureState StateOf(CaptureSettings settings, SpoolInventory inventory) =>
        JournalFiles.Read(settings.DataRoot, settings.Buffer.RememberedIds, inventory.Batches)
        ?? throw new CommandFailure(
            CommandFailure.Failed,
            $"there is no journal in {settings.DataRoot}. An agent keeps one with DbEnable or --durable, else its captures are in memory until "
            + "they are stored. If its data are elsewhere, name the folder by --data-root or its configuration by -c; if it runs as another user, be that user");

    private static Dictionary<CaptureKey, string> Ids(CaptureState state, SpoolInventory inventory)
    {
        Dictionary<CaptureKey, string> ids = [];
        foreach (string id in state.Waiting.Concat(state.Batches.SelectMany(batch => batch.Captures).Select(one => one.Data).OfType<CapturedData>())
            .Select(capture => capture.CaptureId).Concat(inventory.Batches.SelectMany(head => head.Captures).Select(capture => capture.CaptureId)))
        {
            ids[CaptureKey.Of(id)] = id;
        }

        return ids;
    }
}
