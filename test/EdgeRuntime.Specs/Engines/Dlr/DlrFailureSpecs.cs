using EdgeActors.Engines.Dlr;
using EdgeActors.Models;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Engines.Dlr;

[Collection(DlrSuite.Name)]
public sealed class DlrFailureSpecs
{
    [StandInFact]
    public void A_run_that_fails_is_told_with_the_librarys_reason_each_time()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling);

        for (int i = 0; i < 3; i++)
        {
            ModelFault fault = session.Fault(-777, 0, 0, 0);
            Assert.Equal(FaultCode.Internal, fault.Code);
            Assert.Contains("fused_dense: deliberate failure", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Stack", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal([2f, 4f, 6f, 8f], session.Answer(1, 2, 3, 4));
    }

    [StandInFact]
    public void An_old_error_is_never_given_as_the_reason_of_a_later_failure()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling);
        session.Fault(-777, 0, 0, 0);

        for (int i = 0; i < 2; i++)
        {
            ModelFault silent = session.Fault(-778, 0, 0, 0);
            Assert.Equal("The model failed in its own code: libdlr gives no reason.", silent.Message);
        }
    }

    [StandInTheory]
    [InlineData(-556, "99 dimensions")]
    [InlineData(-557, "[-5, -5]")]
    public void Odd_answers_after_a_run_are_told_and_not_believed(float command, string told)
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling);

        ModelFault fault = session.Fault(command, 0, 0, 0);

        Assert.Equal(FaultCode.Internal, fault.Code);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.Equal([2f, 4f, 6f, 8f], session.Answer(1, 2, 3, 4));
    }

    [StandInFact]
    public void An_output_beyond_the_budget_is_refused()
    {
        using DlrScene scene = new(new DlrOptions { MemoryBudget = 16L << 20 });
        using DlrSession session = scene.Load("m", "input data float32 1 4\noutput large float64 1 2200000\n");

        ModelFault fault = session.Fault(1, 2, 3, 4);

        Assert.Equal(FaultCode.ResourceExhausted, fault.Code);
        Assert.Contains("17600000 bytes", fault.Message, StringComparison.Ordinal);
    }

    [StandInFact]
    public void A_refused_model_is_told_with_what_the_library_printed()
    {
        using DlrScene scene = new();
        int before = scene.Counted("LiveHandles");

        string told = scene.Refused(scene.Model("m", DlrScene.Doubling + "create fail\n"));

        Assert.Contains("Check failed: magic == kTVMNDArrayListMagic: invalid parameters", told, StringComparison.Ordinal);
        Assert.Contains(scene.Library, told, StringComparison.Ordinal);
        Assert.Equal(before, scene.Counted("LiveHandles"));
        Assert.Equal(0, scene.Engine.Memory.Used);
    }

    [StandInFact]
    public void What_the_library_prints_goes_to_the_log()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling + "create noisy\n");

        session.Answer(-555, 0, 0, 0);

        Assert.True(SpinWait.SpinUntil(() => scene.Log.Contains("libdlr: a line on standard output"), TimeSpan.FromSeconds(30)));
        Assert.Contains($"libdlr: Loading {scene.Root}/m", scene.Log);
        Assert.Contains($"libdlr: a warning about {scene.Root}/m", scene.Log);
    }

    [StandInFact]
    public void A_load_that_hangs_is_given_up_and_hinders_nobody()
    {
        using DlrScene scene = new(new DlrOptions { LoadLimit = TimeSpan.FromSeconds(1) });
        int before = scene.Counted("LiveHandles");
        string hanging = scene.Model("h", DlrScene.Doubling + "create hang\n");

        string told = scene.Refused(hanging);
        using (DlrSession other = scene.Load("m", DlrScene.Doubling))
        {
            Assert.Equal(2f, other.Answer(1, 2, 3, 4)[0]);
        }

        Assert.Contains("within 1 s", told, StringComparison.Ordinal);
        int made = scene.Counted("MadeHandles");
        File.WriteAllText(Path.Combine(hanging, "let_go"), "");
        Assert.True(SpinWait.SpinUntil(() => scene.Counted("MadeHandles") > made && scene.Counted("LiveHandles") == before, TimeSpan.FromSeconds(30)));
    }

    [StandInFact]
    public void A_load_that_nobody_wants_any_more_ends_at_once()
    {
        using DlrScene scene = new();
        string hanging = scene.Model("h", DlrScene.Doubling + "create hang\n");
        using CancellationTokenSource gone = new(TimeSpan.FromMilliseconds(100));

        ModelFaultException given = Assert.Throws<ModelFaultException>(() => scene.Engine.Load(hanging, gone.Token));

        Assert.Equal(FaultCode.Cancelled, given.Fault.Code);
        File.WriteAllText(Path.Combine(hanging, "let_go"), "");
    }

    [StandInFact]
    public void A_handle_that_cannot_be_freed_is_told_and_the_unload_ends()
    {
        using DlrScene scene = new();
        DlrSession session = scene.Load("m", DlrScene.Doubling + "delete fail\n");

        session.Dispose();

        Assert.Contains(scene.Log, line => line.Contains("did not free", StringComparison.Ordinal) && line.Contains("Check failed: free: deliberate", StringComparison.Ordinal));
    }

    [StandInFact]
    public void Reloads_of_decision_trees_end_before_their_leak_does_harm()
    {
        using DlrScene scene = new(new DlrOptions { TreeliteReloads = 3 });
        string trees = scene.Model("t", "backend treelite\ninput data float32 -1 2\noutput out float32 -1 1\n");
        for (int i = 0; i < 3; i++)
        {
            scene.Load(trees).Dispose();
        }

        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => scene.Load(trees));

        Assert.Equal(FaultCode.ResourceExhausted, refused.Fault.Code);
        Assert.Contains("3 were", refused.Fault.Message, StringComparison.Ordinal);
        Assert.Contains("Restart the agent", refused.Fault.Message, StringComparison.Ordinal);
        scene.Load("m", DlrScene.Doubling).Dispose();
    }

    [StandInFact]
    public void A_library_without_the_leak_reloads_for_ever()
    {
        using DlrScene scene = new(new DlrOptions { TreeliteReloads = 1, LibraryPath = StandIn.Library("STAND_IN_VERSION=\"1.10.1\"") });
        string trees = scene.Model("t", "backend treelite\ninput data float32 -1 2\noutput out float32 -1 1\n");

        for (int i = 0; i < 5; i++)
        {
            scene.Load(trees).Dispose();
        }

        Assert.Equal(0, scene.Engine.Leak.Freed);
    }

    [StandInFact]
    public void Variables_reach_the_library()
    {
        using DlrScene scene = new(new DlrOptions { Variables = [new("TVM_NUM_THREADS", "7")] });
        using DlrSession session = scene.Load("m", DlrScene.Doubling);

        Assert.Equal(7f, session.Answer(-558, 0, 0, 0)[0]);
    }
}
