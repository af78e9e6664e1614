using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EdgeActors.Engines.Dlr;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.DlrStandIn;
using EdgeActors.Specs.Engines.Onnx;

namespace EdgeActors.Specs.Engines.Dlr;

[Collection(DlrSuite.Name)]
public sealed class DlrSessionSpecs
{
    [StandInFact]
    public void A_model_is_loaded_run_and_freed()
    {
        using DlrScene scene = new();
        int before = scene.Counted("LiveHandles");

        using (DlrSession session = scene.Load("m", DlrScene.Doubling))
        {
            Assert.Equal([2f, 4f, 6f, 8f], session.Answer(1, 2, 3, 4));
            Assert.Equal([-2f, 0f, 1f, 2e9f], session.Answer(-1, 0, 0.5f, 1e9f));
        }

        Assert.Equal(before, scene.Counted("LiveHandles"));
        Assert.Equal(0, scene.Engine.Memory.Used);
    }

    [StandInFact]
    public void Every_type_of_the_protocol_goes_in_and_out()
    {
        using DlrScene scene = new();
        (string Name, TensorType Type, byte[] Three, byte[] Six)[] types =
        [
            ("uint8", TensorType.UInt8, [3], [6]),
            ("int16", TensorType.Int16, BitConverter.GetBytes((short)3), BitConverter.GetBytes((short)6)),
            ("int32", TensorType.Int32, BitConverter.GetBytes(3), BitConverter.GetBytes(6)),
            ("int64", TensorType.Int64, BitConverter.GetBytes(3L), BitConverter.GetBytes(6L)),
            ("float32", TensorType.Float32, BitConverter.GetBytes(3f), BitConverter.GetBytes(6f)),
            ("float64", TensorType.Float64, BitConverter.GetBytes(3d), BitConverter.GetBytes(6d)),
        ];
        foreach ((string name, TensorType type, byte[] three, byte[] six) in types)
        {
            using DlrSession session = scene.Load(name, $"input x {name} 1\noutput y {name} 1\nscale 2\n");

            using IInferenceResult result = session.Run([(type, [1], three)]);

            Assert.Equal(type, session.Inputs[0].Type);
            Assert.Equal(six, result.Outputs[0].Bytes().ToArray());
        }
    }

    [StandInFact]
    public void Results_outlive_the_next_run_and_the_session()
    {
        using DlrScene scene = new();
        IInferenceResult first;
        using (DlrSession session = scene.Load("m", DlrScene.Doubling))
        {
            first = session.Start([1, 2, 3, 4]);
            session.Answer(5, 6, 7, 8);
        }

        Assert.Equal([2f, 4f, 6f, 8f], MemoryMarshal.Cast<byte, float>(first.Outputs[0].Bytes()).ToArray());
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => first.Outputs.Length);
    }

    [StandInFact]
    public void Many_threads_on_one_model_never_meet_in_a_handle()
    {
        using DlrScene scene = new(new DlrOptions { MaxHandles = 3 });
        using DlrSession session = scene.Load("m", DlrScene.Doubling);
        int wrongBefore = scene.Counted("WrongThreads");
        ConcurrentQueue<string> wrong = [];

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, client =>
        {
            for (int i = 0; i < 500; i++)
            {
                float x = (client * 1000) + i;
                float[] answer = session.Answer(x, 1, 2, 3);
                if (answer[0] != 2 * x)
                {
                    wrong.Enqueue($"{x}: {answer[0]}");
                }
            }
        });

        Assert.Empty(wrong);
        Assert.Equal(wrongBefore, scene.Counted("WrongThreads"));
        Assert.InRange(session.Handles, 1, 3);
    }

    [StandInFact]
    public void Outputs_are_sized_after_the_run()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", "backend relayvm\ninput x float32 -1 2\noutput y float32 -1 3\n");

        using IInferenceResult result = session.Start([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);

        Assert.Equal([-1, 3], session.Outputs[0].Shape.ToArray());
        Assert.Equal([4L, 3L], result.Outputs[0].Shape);
        Assert.Equal(4 * 3 * sizeof(float), result.Outputs[0].Length);
    }

    [StandInFact]
    public void Decision_trees_take_any_number_of_rows_but_none()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", "backend treelite\ninput data float32 -1 2\noutput out float32 -1 1\n");

        using IInferenceResult result = session.Start([1, 2, 3, 4], [2, 2]);
        ModelFault empty = Assert.Throws<ModelFaultException>(() => session.Start([], [0, 2])).Fault;

        Assert.Equal([2L, 1L], result.Outputs[0].Shape);
        Assert.Equal(FaultCode.InvalidArgument, empty.Code);
        Assert.Contains("'data' is empty", empty.Message, StringComparison.Ordinal);
    }

    [StandInFact]
    public void What_is_unfit_never_reaches_the_library()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling);

        ModelFault swapped = Assert.Throws<ModelFaultException>(() => session.Start([1, 2, 3, 4], [4, 1])).Fault;

        Assert.Equal(FaultCode.InvalidArgument, swapped.Code);
    }

    [StandInFact]
    public void Handles_of_a_model_are_as_many_as_there_is_memory_for()
    {
        long resident = 0;
        // Each look shows 20 MiB more: the first handle counts as that, and a second one has no room.
        using DlrScene scene = new(new DlrOptions { MaxHandles = 4, MemoryBudget = 32L << 20 }, () => resident += 20L << 20);
        using DlrSession session = scene.Load("m", DlrScene.Doubling);
        bool Refused() => scene.Log.Any(line => line.Contains("no further handle", StringComparison.Ordinal));

        Task<float[]> held = Task.Run(() => session.Answer(-889, 0, 0, 0));
        Task others = Task.Run(() => SpinWait.SpinUntil(() => session.Answer(1, 0, 0, 0)[0] == 2 && Refused()));
        bool refused = SpinWait.SpinUntil(Refused, TimeSpan.FromSeconds(30));
        File.WriteAllText(Path.Combine(scene.Root, "m", "let_go"), "");

        Assert.True(refused);
        Assert.True(Task.WaitAll([held, others], TimeSpan.FromSeconds(30)));
        Assert.Equal(1, session.Handles);
        Assert.Equal(20L << 20, scene.Engine.Memory.Used);
    }

    [StandInFact]
    public void Runs_at_the_same_time_have_handles_of_their_own()
    {
        using DlrScene scene = new(new DlrOptions { MaxHandles = 2 });
        DlrSession session = scene.Load("m", DlrScene.Doubling);
        int before = scene.Counted("LiveHandles");
        Task<float[]> held = Task.Run(() => session.Answer(-889, 0, 0, 0));
        SpinWait.SpinUntil(() => session.Answer(1, 0, 0, 0)[0] == 2 && scene.Counted("LiveHandles") > before, TimeSpan.FromSeconds(30));

        Assert.Equal(2, session.Handles);
        File.WriteAllText(Path.Combine(scene.Root, "m", "let_go"), "");
        Assert.Equal(-1778f, held.GetAwaiter().GetResult()[0]);
        session.Dispose();
        Assert.Equal(0, scene.Engine.Memory.Used);
    }

    [StandInFact]
    public void Who_waits_for_a_handle_may_give_up()
    {
        using DlrScene scene = new(new DlrOptions { MaxHandles = 1 });
        DlrSession session = scene.Load("m", DlrScene.Doubling);
        Task<float[]> held = Task.Run(() => session.Answer(-889, 0, 0, 0));
        using CancellationTokenSource patience = new(TimeSpan.FromMilliseconds(200));

        void AskForEver()
        {
            while (true)
            {
                session.Start([1, 0, 0, 0], null, patience.Token).Dispose();
            }
        }

        Assert.ThrowsAny<OperationCanceledException>(AskForEver);

        File.WriteAllText(Path.Combine(scene.Root, "m", "let_go"), "");
        Assert.Equal(-1778f, held.GetAwaiter().GetResult()[0]);
        session.Dispose();
    }
}
