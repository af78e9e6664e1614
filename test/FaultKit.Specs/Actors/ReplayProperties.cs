using Akka.Actor;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.FaultKit.Specs.Actors;

public sealed class ReplayProperties : VirtualTimeKit
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(60);

    private static readonly Gen<string> Rule =
        from type in Gen.Elements("Ping", "String", "*", "IEquatable*")
        from when in Gen.Elements("", "#2", "#3..7", "every 3", "30%", "#2.. 60%", "every 2 50%")
        from action in Gen.Elements(
            ": crash", " after: crash", ": drop", ": duplicate", ": duplicate 3", ": delay 1ms..90ms", ": reorder 2", ": reorder within 20ms..30ms")
        from path in Gen.Elements("/user/*", "**")
        select $"at actor {path} on {type} {when}{action}";

    private static readonly Gen<(string[] Rules, int Seed, bool[] Messages)> Run =
        from count in Gen.Choose(1, 4)
        from rules in Gen.ArrayOf(Rule, count)
        from seed in Gen.Choose(0, 1000)
        from length in Gen.Choose(1, 25)
        from messages in Gen.ArrayOf(Gen.Elements(true, false), length)
        select (rules, seed, messages);

    [Fact]
    public void The_same_seed_script_and_messages_give_the_same_trace() =>
        Prop.ForAll(Run.ToArbitrary(), run =>
        {
            FaultScript script = FaultScript.Parse($"seed {run.Seed}\n{string.Join('\n', run.Rules)}");

            string[] first = Trace(script, run.Messages);
            string[] again = Trace(script, run.Messages);

            Assert.Equal(first, again);
        }).Check(Many);

    [Fact]
    public void A_replayed_trace_does_the_same_again() =>
        Prop.ForAll(Run.ToArbitrary(), run =>
        {
            FaultScript script = FaultScript.Parse($"seed {run.Seed}\n{string.Join('\n', run.Rules)}");

            Faults faults = Sent(script, run.Messages);
            Faults replayed = Sent(FaultTrace.Replay(faults.Trace.ToString()), run.Messages);

            Assert.Equal(Sorted(faults, WithoutRule), Sorted(replayed, WithoutRule));
        }).Check(Many);

    [Fact]
    public void Another_seed_can_give_another_trace()
    {
        FaultScript script = FaultScript.Parse("seed 1\nat actor ** on Ping 50%: drop");
        bool[] messages = [.. Enumerable.Repeat(true, 32)];

        string[] one = Trace(script, messages);
        string[] other = Trace(script with { Seed = 2 }, messages);

        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, 6, 26);
    }

    private string[] Trace(FaultScript script, bool[] messages)
    {
        Faults faults = Sent(script, messages);
        return Sorted(faults, step => step);
    }

    private static FaultStep WithoutRule(FaultStep step) => step with { Rule = 0 };

    // When time is moved on, the test's thread tells late messages while the actor tells itself others: either may be first.
    private static string[] Sorted(Faults faults, Func<FaultStep, FaultStep> shown) =>
        [.. faults.Trace.Steps.Select(step => (shown(step) with { Number = 0 }).ToString()).Order(StringComparer.Ordinal)];

    private Faults Sent(FaultScript script, bool[] messages)
    {
        Faults faults = Sys.Faults(script);
        using ManualResetEventSlim begin = new();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiting(begin)).WithFaults(faults), "a");
        for (int i = 0; i < messages.Length; i++)
        {
            actor.Tell(messages[i] ? new Ping(i) : $"text {i}", ActorRefs.NoSender);
        }

        begin.Set();
        AwaitQuiet(actor, messages.Length);
        Time.Advance(TimeSpan.FromSeconds(1));
        AwaitQuiet(actor, messages.Length);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        // Its parent was told before its watchers were, and frees the name before it answers.
        Sys.ActorSelection("/user").Tell(new Identify(0), TestActor);
        ExpectMsg<ActorIdentity>();
        return faults;
    }

    // Each answer comes when all that lay before it has been handled, which may have told the actor more: at most one round each.
    private void AwaitQuiet(IActorRef actor, int messages)
    {
        for (int round = 0; round < messages + 2; round++)
        {
            actor.Tell(new Identify(round), TestActor);
            ExpectMsg<ActorIdentity>();
        }
    }

    /// <summary>Begins when its mailbox is full.</summary>
    private sealed class Waiting(ManualResetEventSlim begin) : UntypedActor
    {
        protected override void PreStart() => begin.Wait();

        protected override void OnReceive(object message)
        {
        }
    }
}
