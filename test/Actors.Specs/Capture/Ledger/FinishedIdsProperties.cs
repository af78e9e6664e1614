using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Capture.Ledger;

/// <summary>The ring remembers what a list of the last ones would.</summary>
public sealed class FinishedIdsProperties
{
    [Fact]
    public void The_last_ones_are_remembered_in_their_order_whatever_the_limit_was_and_is()
    {
        Gen<(int Id, int Limit)[]> steps = Gen.ArrayOf(
            Gen.Choose(0, 40).SelectMany(static id => Gen.Frequency((12, Gen.Constant(-1)), (1, Gen.Choose(0, 20))).Select(limit => (id, limit))));
        Prop.ForAll(steps.ToArbitrary(), static all => Difference(all) is { } what ? false.Label(what) : true.Label(""))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261129, 7));
    }

    private static string? Difference((int Id, int Limit)[] steps)
    {
        int limit = 5;
        FinishedIds ring = new(limit);
        List<FinishedCapture> list = [];
        foreach ((int id, int changed) in steps)
        {
            FinishedCapture next = new(CaptureKey.Of($"c{id}"), id % 2 == 0 ? CaptureStatus.Success : CaptureStatus.Failure);
            if (changed >= 0)
            {
                ring.Limit(limit = changed);
            }
            else
            {
                ring.Add(next.Key, next.Status);
                Put(list, next);
            }

            list.RemoveRange(0, Math.Max(0, list.Count - limit));
            if (!ring.All().SequenceEqual(list) || ring.StatusOf(next.Key) != Find(list, next.Key))
            {
                return $"{string.Join(' ', ring.All())} instead of {string.Join(' ', list)}";
            }
        }

        return null;
    }

    private static void Put(List<FinishedCapture> list, FinishedCapture next)
    {
        int at = list.FindIndex(one => one.Key == next.Key);
        if (at < 0)
        {
            list.Add(next);
        }
        else
        {
            list[at] = next;
        }
    }

    private static CaptureStatus? Find(List<FinishedCapture> list, CaptureKey key) =>
        list.Where(one => one.Key == key).Select(static one => (CaptureStatus?)one.Status).FirstOrDefault();
}
