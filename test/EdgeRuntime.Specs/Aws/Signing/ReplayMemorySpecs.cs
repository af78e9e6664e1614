using System.Buffers.Binary;
using EdgeActors.Aws.Signing.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Aws.Signing;

public sealed class ReplayMemorySpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_signature_is_new_once()
    {
        ReplayMemory memory = new(10);

        Assert.Equal(ReplayAnswer.New, Take(memory, 1, end: 300, now: 0));
        Assert.Equal(ReplayAnswer.Seen, Take(memory, 1, end: 300, now: 0));
        Assert.Equal(ReplayAnswer.Seen, Take(memory, 1, end: 300, now: 300));
        Assert.Equal(ReplayAnswer.New, Take(memory, 2, end: 300, now: 300));
    }

    [Fact]
    public void A_full_memory_forgets_nobody_before_his_time()
    {
        ReplayMemory memory = new(2);
        Take(memory, 1, end: 300, now: 0);
        Take(memory, 2, end: 310, now: 0);

        Assert.Equal(ReplayAnswer.Unknown, Take(memory, 3, end: 400, now: 300));
        Assert.Equal(ReplayAnswer.Seen, Take(memory, 1, end: 300, now: 300));
        Assert.Equal(ReplayAnswer.New, Take(memory, 3, end: 400, now: 301));
    }

    [Fact]
    public void A_clock_that_is_set_back_opens_nothing()
    {
        ReplayMemory memory = new(10);
        Take(memory, 1, end: 300, now: 0);
        Take(memory, 2, end: 4000, now: 3600);

        Assert.Equal(ReplayAnswer.Unknown, Take(memory, 1, end: 300, now: 0));
        Assert.Equal(ReplayAnswer.New, Take(memory, 3, end: 301, now: 0));
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_none_is_new_twice() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(
            Arb.From((from signature in Gen.Choose(0, 20) from step in Gen.Choose(-50, 100) select (signature, step)).ListOf(200)),
            steps =>
            {
                ReplayMemory memory = new(8);
                HashSet<(int, int)> taken = [];
                int now = 0;
                foreach ((int signature, int step) in steps)
                {
                    // A signature has one time for ever.
                    int signed = signature * 30;
                    now += step;
                    if (Math.Abs(now - signed) <= 60 && Take(memory, signature, signed + 60, now) == ReplayAnswer.New)
                    {
                        Assert.True(taken.Add((signature, signed)));
                    }
                }
            }));

    private static ReplayAnswer Take(ReplayMemory memory, int signature, int end, int now)
    {
        byte[] bytes = new byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, signature);
        return memory.Take(bytes, Now.AddSeconds(end), Now.AddSeconds(now));
    }
}
