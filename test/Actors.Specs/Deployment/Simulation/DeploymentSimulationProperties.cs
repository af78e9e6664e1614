using EdgeActors.Deployment;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Deployment.Planning;
using EdgeActors.Fleet;
using FsCheck;
using FsCheck.Fluent;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Simulation;

/// <summary>
/// Random lives of a device: documents with good and bad models, orders of every kind, outages, damaged packages, clients who unload, and crashes at every step. Then
/// everybody is back, and the device has to be what its journal says and its fleet wants. A failing life is shrunk and printed by its steps.
/// </summary>
public sealed class DeploymentSimulationProperties
{
    private static readonly DeploymentOptions Limits = new()
    {
        PollInterval = TimeSpan.FromHours(1),
        MaxInterruptions = 100,
        MaxUnreported = 64,
    };

    private static readonly string[] Packages = ["1", "2", "3", "broken", "unfit", "errs", "slow", "refused"];

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (4, Gen.Choose(0, 1_000_000).Select(static seed => new Step(StepKind.Document, seed))),
        (3, Gen.Constant(new Step(StepKind.Poll, 0))),
        (12, Gen.Choose(1, 12).Select(static times => new Step(StepKind.Work, times))),
        (8, Gen.Choose(1, 2).Select(static times => new Step(StepKind.Write, times))),
        (5, Gen.Choose(1, 90).Select(static seconds => new Step(StepKind.Advance, seconds))),
        (1, Gen.Choose(0, 1).Select(static on => new Step(StepKind.StoreAway, on))),
        (1, Gen.Choose(0, 1).Select(static on => new Step(StepKind.FleetAway, on))),
        (1, Gen.Choose(0, 1).Select(static on => new Step(StepKind.ReportsFull, on))),
        (1, Gen.Choose(0, 3).Select(static which => new Step(StepKind.Damage, which))),
        (1, Gen.Choose(0, 1).Select(static which => new Step(StepKind.ClientUnloads, which))),
        (2, Gen.Constant(new Step(StepKind.Crash, 0))),
        (1, Gen.Constant(new Step(StepKind.ActorRestart, 0))));

    public enum StepKind
    {
        Document,
        Poll,
        Work,
        Write,
        Advance,
        StoreAway,
        FleetAway,
        ReportsFull,
        Damage,
        ClientUnloads,
        Crash,
        ActorRestart,
    }

    [Fact]
    public void A_device_ends_as_its_journal_says_and_its_fleet_wants() => Check(3000, restores: true);

    [Fact]
    public void A_device_that_does_nothing_at_its_start_is_found_out() =>
        Assert.Contains("Falsifiable", Assert.ThrowsAny<Exception>(static () => Check(3000, restores: false)).Message, StringComparison.Ordinal);

    private static void Check(int lives, bool restores)
    {
        // Shorter lives are tried by leaving steps out.
        Arbitrary<Step[]> steps = Arb.From(
            Gen.Choose(1, 60).SelectMany(static length => Gen.ArrayOf(AnyStep, length)),
            static all => ArbMap.Default.ArbFor<int[]>().Shrinker([.. Enumerable.Range(0, all.Length)])
                .Select(kept => kept.Where(i => i >= 0 && i < all.Length).Select(i => all[i]).ToArray())
                .Where(shorter => shorter.Length < all.Length));
        Prop.ForAll(steps, all => Violation(all, restores) is { } what
            ? false.Label($"{what} after: {string.Join(' ', all.Select(static step => step.ToString()))}")
            : true.Label("")).Check(Config.QuickThrowOnFailure.WithMaxTest(lives).WithReplay(20261128, 13));
    }

    private static string? Violation(Step[] steps, bool restores)
    {
        using SimulatedDevice device = new(Limits);
        device.Start(process: true);
        FleetDeployment[] wanted = [];
        foreach (Step step in steps)
        {
            wanted = Do(device, step, wanted, restores);
            if (device.Broken is { } broken)
            {
                return broken;
            }
        }

        Settle(device, restores);
        return device.Broken ?? Fault(device, wanted);
    }

    private static FleetDeployment[] Do(SimulatedDevice device, Step step, FleetDeployment[] wanted, bool restores)
    {
        switch (step.Kind)
        {
            case StepKind.Document:
                wanted = Document(new Random(step.Value));
                device.Fleet.Wants(wanted);
                break;
            case StepKind.Poll:
                device.Poll();
                break;
            case StepKind.Work:
                Repeat(step.Value, device.Step);
                break;
            case StepKind.Write:
                Repeat(step.Value, device.Write);
                break;
            case StepKind.Advance:
                device.Advance(TimeSpan.FromSeconds(step.Value));
                break;
            case StepKind.StoreAway:
                device.Store.IsAway = step.Value == 1;
                break;
            case StepKind.FleetAway:
                device.Fleet.Away = step.Value == 1 ? "no network" : null;
                break;
            case StepKind.ReportsFull:
                device.Reports.IsFull = step.Value == 1;
                break;
            case StepKind.Damage when device.Store.Folders.Count > 0:
                device.Store.Damaged[device.Store.Folders.Order().ElementAt(step.Value % device.Store.Folders.Count)] = true;
                break;
            case StepKind.ClientUnloads:
                device.Swap.ClientUnloads(step.Value == 0 ? "m" : "n");
                break;
            case StepKind.Crash:
                device.Start(process: true, restores);
                break;
            case StepKind.ActorRestart:
                device.Start(process: false, restores);
                break;
        }

        return wanted;
    }

    // Everybody is back, the process is started once more, and there is time.
    private static void Settle(SimulatedDevice device, bool restores)
    {
        (device.Store.IsAway, device.Fleet.Away, device.Reports.IsFull) = (false, null, false);
        device.Start(process: true, restores);
        for (int round = 0; round < 300; round++)
        {
            if (round % 40 == 0)
            {
                device.Poll();
            }

            while (device.Write() || device.Step())
            {
            }

            device.Advance(TimeSpan.FromSeconds(round % 40 == 39 ? 7200 : 20));
        }
    }

    private static string? Fault(SimulatedDevice device, FleetDeployment[] wanted)
    {
        DeploymentState state = device.State;
        if (state.Active is { } active)
        {
            return $"{active.Began.Deployment} has not come to its end: {active.Phase}";
        }

        foreach ((string handle, InstalledModel model) in state.Models)
        {
            string? serving = device.Swap.Serving.GetValueOrDefault(handle);
            if (serving != model.Current.Package?.Folder)
            {
                return $"{model.Current.Package?.Folder ?? "nothing"} is installed but {serving ?? "nothing"} serves under {handle}";
            }
        }

        if (device.Swap.Loaded != device.Swap.Serving.Count || device.Swap.Serving.Keys.Except(state.Models.Keys).Any())
        {
            return $"{device.Swap.Loaded} models are loaded and {string.Join(", ", device.Swap.Serving)} serve";
        }

        if (DeploymentPlan.Next(state, DeploymentCheck.Of([.. wanted], Limits).Deployments, Limits) is { } step)
        {
            return $"there is something left to do: {step}";
        }

        // What a deployment brought while another held the rest of it stays when that rest comes later and fails.
        return state.Outcomes.Where(outcome => outcome.End == DeploymentEnd.Failed).Select(static outcome => outcome.Source)
                .FirstOrDefault(source => !device.Reports.All.Any(one => one.Succeeded && DeploymentTransitions.SourceOf(one) == source) && wanted.Any(one => SourceOf(one) == source && one.FailureHandlingPolicy != "DO_NOTHING")
                    && state.Models.Keys.Any(handle => state.IsFrom(handle, source))) is { Name: not null } half
            ? $"{half} has failed and something of it is installed"
            : state.Outcomes.FirstOrDefault(outcome => !device.Reports.All.Any(one => (one.Name, one.Digest) == (outcome.Source.Name, outcome.Source.Digest)))
                is { } silent ? $"{silent} was not reported"
            : device.Store.Folders.SetEquals(state.Folders()) ? null
            : $"stored are {string.Join(", ", device.Store.Folders)}, needed {string.Join(", ", state.Folders())}";
    }

    private static FleetDeployment[] Document(Random random) =>
        [.. Enumerable.Range(0, random.Next(0, 4)).Select(i => Deployment("d" + i, random))];

    private static FleetDeployment Deployment(string name, Random random)
    {
        ModelDefinition[] models = [.. new[] { "m", "n" }.Where(_ => random.Next(3) > 0).Select(handle => random.Next(6) == 0
            ? Undeploy(handle)
            : Deploy(handle, $"{handle}-{Packages[random.Next(random.Next(2) == 0 ? 3 : Packages.Length)]}"))];
        FleetDeployment one = Wanted(name, models);
        one = random.Next(4) == 0 ? one.Keeping() : one;
        return random.Next(3) == 0 ? one.Ordered((DeploymentOrder)random.Next(4)) : one;
    }

    private static void Repeat(int times, Func<bool> step)
    {
        for (int i = 0; i < times && step(); i++)
        {
        }
    }

    public sealed record Step(StepKind Kind, int Value);
}
