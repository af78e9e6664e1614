using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Capture.Simulation;

/// <summary>
/// Random lives of the buffer: captures, a journal that is slow or rejects, a spool that is full, a sink that comes and goes and lies, time, and crashes
/// at every step, and other sizes and periods meanwhile. A failing sequence is shrunk and printed by its steps.
/// </summary>
public sealed class CaptureSimulationProperties
{
    private static readonly CaptureOptions Options = new() { Durable = true, BatchSize = 3, BufferSize = 8, SnapshotEvents = 12 };

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (8, Gen.Choose(0, 30).Select(static id => new Step(StepKind.Capture, id))),
        (2, Gen.Choose(0, 30).Select(static id => new Step(StepKind.CaptureLarge, id))),
        (1, Gen.Choose(0, 2).Select(static id => new Step(StepKind.CapturePoison, id))),
        (6, Gen.Constant(new Step(StepKind.Writeback, 0))),
        (5, Gen.Constant(new Step(StepKind.SpoolStep, 0))),
        (5, Gen.Constant(new Step(StepKind.SinkStep, 0))),
        (3, Gen.Choose(1, 20).Select(static seconds => new Step(StepKind.Advance, seconds))),
        (2, Gen.Choose(0, 3).Select(static mode => new Step(StepKind.Sink, mode))),
        (1, Gen.Choose(0, 1).Select(static on => new Step(StepKind.SpoolFull, on))),
        (1, Gen.Choose(0, 1).Select(static on => new Step(StepKind.JournalRejects, on))),
        (2, Gen.Choose(0, 9).Select(static size => new Step(StepKind.Tune, size))),
        (2, Gen.Choose(0, 4).Select(static stored => new Step(StepKind.Crash, stored))));

    public enum StepKind
    {
        Capture,
        CaptureLarge,
        CapturePoison,
        Writeback,
        SpoolStep,
        SinkStep,
        Advance,
        Sink,
        SpoolFull,
        JournalRejects,
        Tune,
        Crash,
    }

    [Theory]
    [InlineData(SpoolPolicy.Reject)]
    [InlineData(SpoolPolicy.DropOldest)]
    public void What_was_acknowledged_is_stored_once_or_accounted_for(SpoolPolicy policy) =>
        Check(5000, steps => Violation(steps, Options with { SpoolPolicy = policy }, answersEarly: false));

    [Fact]
    public void A_buffer_that_answers_before_it_has_stored_is_found_out()
    {
        Exception found = Assert.ThrowsAny<Exception>(() => Check(5000, static steps => Violation(steps, Options, answersEarly: true)));

        Assert.Contains("was acknowledged and is nowhere", found.Message, StringComparison.Ordinal);
    }

    private static void Check(int sequences, Func<Step[], string?> violation)
    {
        Arbitrary<Step[]> steps = Arb.From(
            Gen.Choose(1, 60).SelectMany(static length => Gen.ArrayOf(AnyStep, length)), static all => ArbMap.Default.ArbFor<int[]>().Shrinker([.. all.Select((_, i) => i)])
                .Select(kept => kept.Where(i => i >= 0 && i < all.Length).Select(i => all[i]).ToArray()).Where(shorter => shorter.Length < all.Length));
        Prop.ForAll(steps, all => violation(all) is { } what
            ? false.Label($"{what} after: {string.Join(' ', all.Select(static step => step.ToString()))}")
            : true.Label("")).Check(Config.QuickThrowOnFailure.WithMaxTest(sequences).WithReplay(20261122, 13));
    }

    private static string? Violation(Step[] steps, CaptureOptions options, bool answersEarly)
    {
        SimulatedWorld world = new();
        SimulatedBuffer buffer = new(world, options, answersEarly);
        foreach (Step step in steps)
        {
            buffer = Do(step, world, buffer, options, answersEarly);
            CaptureBooks books = buffer.State.Books;
            if (books.Accepted != books.Stored + books.Failed + books.Evicted + buffer.State.Pending)
            {
                return $"the books do not balance: {books}, pending {buffer.State.Pending}";
            }

            if (world.Acknowledged.Find(id => !buffer.State.Knows(CaptureKey.Of(id))) is { } lost && !answersEarly)
            {
                return $"{lost} was acknowledged and is nowhere";
            }
        }

        bool flaps = steps.Any(static step => step is { Kind: StepKind.Sink, Amount: (int)SinkMode.RefusesAll });
        return Healed(world, buffer, options) ?? (flaps || answersEarly ? null : Misordered(world, steps.Any(static step => step.Kind == StepKind.CapturePoison)));
    }

    // A sink that stores a batch, is not heard, then refuses its payloads and takes others, gets what is left under another key: only then may an id
    // be there twice, and only then or for poison may one overtake another.
    private static string? Misordered(SimulatedWorld world, bool poisoned)
    {
        string[] ids = [.. world.Objects.Values.SelectMany(static ids => ids)];
        string[] acknowledged = [.. world.Acknowledged.Where(world.Order.Contains)];
        return ids.GroupBy(static id => id).FirstOrDefault(static group => group.Count() > 1) is { } twice ? $"{twice.Key} is stored twice"
            : !poisoned && !world.Order.Where(acknowledged.Contains).SequenceEqual(acknowledged) ? $"stored in the order {string.Join(' ', world.Order)}"
            : null;
    }

    // Everything works again, and there is time: then all that is owed must have arrived.
    private static string? Healed(SimulatedWorld world, SimulatedBuffer buffer, CaptureOptions options)
    {
        (world.Sink, world.JournalRejects, world.Spool.BudgetBytes) = (SinkMode.Up, false, 20_000);
        for (int i = 0; i < 600 && (buffer.IsBusy || buffer.State.Pending > 0); i++)
        {
            if (i % 5 == 0 && i < 300)
            {
                // What the sink takes meanwhile tells a poisonous capture from an outage.
                buffer.Capture($"well{i}", 10);
            }

            buffer.Writeback();
            buffer.SpoolStep();
            buffer.SinkStep();
            buffer.Advance(TimeSpan.FromSeconds(i < 100 ? 1 : 30));
        }

        string[] ids = [.. world.Objects.Values.SelectMany(static ids => ids)];
        CaptureBooks books = buffer.State.Books;
        return buffer.State.Pending > 0 ? $"not all is delivered: {CaptureView.Of(buffer.State)} {string.Join(' ', buffer.State.Batches)}"
            : books.Lost > 0 ? $"{books.Lost} are lost"
            : options.SpoolPolicy == SpoolPolicy.Reject && books.Evicted > 0 ? $"{books.Evicted} are evicted"
            : world.Acknowledged.Find(id => IsNowhere(id, ids, buffer.State)) is { } lost ? $"{lost} was acknowledged and is nowhere"
            : buffer.State.Pending == 0 && world.Spool.UsedBytes > 0 ? $"the spool keeps {string.Join(' ', world.Spool.Batches)} and {string.Join(' ', world.Spool.Payloads)}"
            : null;
    }

    private static bool IsNowhere(string id, string[] stored, CaptureState state) => state.StatusOf(CaptureKey.Of(id)) switch
    {
        CaptureStatus.Success => !stored.Contains(id),
        CaptureStatus.Failure => state.Books.Evicted + state.Books.Failed == 0,
        CaptureStatus.InProgress => state.Pending == 0,
        _ => true,
    };

    private static SimulatedBuffer Do(Step step, SimulatedWorld world, SimulatedBuffer buffer, CaptureOptions options, bool answersEarly)
    {
        switch (step.Kind)
        {
            case StepKind.Capture:
                buffer.Capture($"c{step.Amount}", 10);
                break;
            case StepKind.CaptureLarge:
                buffer.Capture($"large{step.Amount}", 4000);
                break;
            case StepKind.CapturePoison:
                buffer.Capture($"poison{step.Amount}", 4000);
                break;
            case StepKind.Writeback:
                buffer.Writeback();
                break;
            case StepKind.SpoolStep:
                buffer.SpoolStep();
                break;
            case StepKind.SinkStep:
                buffer.SinkStep();
                break;
            case StepKind.Advance:
                buffer.Advance(TimeSpan.FromSeconds(step.Amount));
                break;
            case StepKind.Sink:
                world.Sink = (SinkMode)step.Amount;
                break;
            case StepKind.SpoolFull:
                world.Spool.BudgetBytes = step.Amount == 1 ? 500 : 20_000;
                break;
            case StepKind.JournalRejects:
                world.JournalRejects = step.Amount == 1;
                break;
            case StepKind.Tune:
                // The policy stays, since what may be evicted depends on it.
                buffer.Tune(new CaptureTuning(
                    1 + step.Amount, 1 + (step.Amount / 2), TimeSpan.FromSeconds(1 + step.Amount), TimeSpan.Zero, options.RememberedIds, options.SpoolPolicy));
                break;
            default:
                buffer.Crash(step.Amount);
                return new SimulatedBuffer(world, options, answersEarly);
        }

        return buffer;
    }

    public sealed record Step(StepKind Kind, int Amount)
    {
        public override string ToString() => $"{Kind}({Amount})";
    }
}
