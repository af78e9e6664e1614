using EdgeActors.Hosting;
using EdgeActors.Specs.SharedMemory;

namespace EdgeActors.Specs.Hosting;

public sealed class CpuSchedulingSpecs
{
    [LinuxFact]
    public void A_thread_and_those_that_it_makes_let_others_finish() => OnThread(() =>
    {
        CpuScheduling.Begin();

        Assert.Equal(CpuPolicy.Batch, CpuScheduling.Current);
        OnThread(static () => Assert.Equal(CpuPolicy.Batch, CpuScheduling.Current));
    });

    [LinuxFact]
    public void A_policy_that_somebody_chose_stays() => OnThread(() =>
    {
        const CpuPolicy idle = (CpuPolicy)5;
        Assert.True(CpuScheduling.Enter(idle));

        CpuScheduling.Begin();

        Assert.Equal(idle, CpuScheduling.Current);
    });

    [LinuxFact]
    public void A_policy_that_the_system_does_not_know_changes_nothing() => OnThread(() =>
    {
        CpuPolicy before = CpuScheduling.Current;

        Assert.False(CpuScheduling.Enter((CpuPolicy)99));

        Assert.Equal(before, CpuScheduling.Current);
    });

    // A policy is a thread's: those of the runner keep theirs.
    private static void OnThread(Action check)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(check));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
