using System.Collections.Immutable;
using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Fleet.Operating;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet prune</c>: removes what has had its day.</summary>
internal static class PruneCommand
{
    private const int MostShown = 10;

    private static readonly Argument<string[]> Names = new("NAME")
    {
        Description = "Deployments to remove, whatever their age. Default: those that have ended and that nothing rests on.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int> OlderThan = SharedOptions.Bounded(
        new Option<int>("--older-than")
        {
            HelpName = "DAYS",
            Description = "Without NAME: deployments whose last change is so long ago.",
            DefaultValueFactory = _ => 30,
        },
        least: 0,
        most: 3660);

    private static readonly Option<bool> Yes = new("--yes") { Description = "Do it. Without it only tells what would go." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand prune = new(
            "prune",
            "Removes deployments that have ended, packages that no deployment names, heartbeats of devices that are registered no longer, results of what is gone, and what "
            + "writers that died left unfinished in a folder.",
            "edgeactors fleet prune --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet prune mnist-2 --yes --fleet-url s3://sagemaker-edge/fleets --fleet plant");
        prune.Arguments.Add(Names);
        prune.Options.Add(OlderThan);
        prune.Options.Add(Yes);
        WriteOptions.AddTo(prune);
        FleetOptions.AddTo(prune);
        prune.SetAction(RunAsync);
        return prune;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        using FleetSession fleet = FleetSession.Open(command);
        DesiredWriter writer = WriteOptions.Writer(command, fleet);
        _ = await fleet.Records.FleetAsync(cancelled);
        Sweeping sweeping = new(fleet.Records, fleet.UnfinishedAsync);
        string[] names = command.GetValue(Names) ?? [];
        TimeSpan age = TimeSpan.FromDays(command.GetValue(OlderThan));
        DateTimeOffset now = fleet.Time.GetUtcNow();
        bool isMeant = command.GetValue(Yes);
        PrunePlan plan = isMeant
            ? await RemoveAsync(fleet, writer, sweeping, Choose, cancelled)
            : await sweeping.LookAsync(Choose, cancelled);
        Show(fleet.Output, plan, isMeant);
        return ExitCode.Ok;

        ImmutableArray<string> Choose(PruneRules rules) => names.Length > 0 ? rules.Named(names) : rules.Finished(age, now);
    }

    // Deployments first: what they name is an orphan only then.
    private static async Task<PrunePlan> RemoveAsync(
        FleetSession fleet, DesiredWriter writer, Sweeping sweeping, Func<PruneRules, ImmutableArray<string>> choose, CancellationToken cancelled)
    {
        ImmutableArray<string> gone = [];
        _ = await writer.WriteAsync(
            document =>
            {
                gone = choose(new PruneRules(fleet.Tree, document));
                return gone.IsEmpty ? document : document with { Deployments = document.Deployments.RemoveAll(one => gone.Contains(one.Name)) };
            },
            cancelled);
        PrunePlan plan = await sweeping.LookAsync(static _ => [], cancelled);
        await sweeping.RemoveAsync(plan.Keys, cancelled);
        return plan with { Deployments = gone };
    }

    private static void Show(CommandOutput output, PrunePlan plan, bool isDone)
    {
        (string Member, string One, IReadOnlyList<string> Names)[] parts =
        [
            ("deployments", "deployment", plan.Deployments),
            ("packages", "package", plan.Packages),
            ("heartbeats", "heartbeat", plan.Heartbeats),
            ("results", "result", plan.Results),
            ("unfinished", "unfinished file", plan.Unfinished),
        ];
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteBoolean("removed", isDone);
                foreach ((string member, string _, IReadOnlyList<string> names) in parts)
                {
                    json.WriteStartArray(member);
                    foreach (string name in names)
                    {
                        json.WriteStringValue(name);
                    }

                    json.WriteEndArray();
                }
            });
            return;
        }

        foreach ((string _, string one, IReadOnlyList<string> names) in parts.Where(part => part.Names.Count > 0))
        {
            string more = names.Count > MostShown ? $" and {names.Count - MostShown} more" : "";
            output.Line($"{(isDone ? "Removed" : "Would remove")} {Counted.Of(names.Count, one)}: {string.Join(", ", names.Take(MostShown).Select(name => Printable.Of(name)))}{more}");
        }

        output.Line(parts.All(part => part.Names.Count == 0) ? "Nothing has had its day." : isDone ? "Done." : "Nothing was removed: say --yes to do it.");
    }
}
