using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EdgeActors.Engines.Dlr;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Specs.DlrStandIn;
using EdgeActors.Specs.Engines.Onnx;

namespace EdgeActors.Specs.Engines.Dlr;

/// <summary>The engine on DLR itself, where there is one: what the stand-in claims about it holds.</summary>
[Collection(DlrSuite.Name)]
public sealed class RealLibrarySpecs
{
    private static DlrScene Scene(int handles = 1) => new(new DlrOptions { LibraryPath = RealLibraryFactAttribute.Path, MaxHandles = handles });

    [RealLibraryFact]
    public void A_graph_runs_and_its_weight_does_not_lend_the_input_its_shape()
    {
        using DlrScene scene = Scene();
        using DlrSession session = scene.Load(RealModels.Graph(Path.Combine(scene.Root, "g")));

        Assert.Equal([1, 4], session.Inputs[0].Shape.ToArray());
        Assert.Equal("output_0", session.Outputs[0].Name.ToString());
        Assert.Equal([1f, 4f, 9f, 16f], session.Answer(1, 2, 3, 4));
    }

    [RealLibraryFact]
    public void Trees_take_batches_and_missing_values()
    {
        using DlrScene scene = Scene();
        using DlrSession session = scene.Load(RealModels.Treelite(Path.Combine(scene.Root, "t")));

        using IInferenceResult result = session.Start([1, 0, 9, 0, float.NaN, 0], [3, 2]);

        Assert.Equal([-1, 2], session.Inputs[0].Shape.ToArray());
        Assert.Equal([1f, 2f, -1f], MemoryMarshal.Cast<byte, float>(result.Outputs[0].Bytes()).ToArray());
    }

    [RealLibraryFact]
    public void A_failure_is_told_with_its_reason_each_time_and_the_model_serves_on()
    {
        using DlrScene scene = Scene();
        using DlrSession session = scene.Load(RealModels.Graph(Path.Combine(scene.Root, "g")));

        for (int i = 0; i < 3; i++)
        {
            ModelFault fault = session.Fault(-777, 0, 0, 0);
            Assert.Equal(FaultCode.Internal, fault.Code);
            Assert.Contains("a deliberate failure", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal([1f, 4f, 9f, 16f], session.Answer(1, 2, 3, 4));
    }

    [RealLibraryFact]
    public void A_damaged_file_is_told_with_what_the_library_printed()
    {
        using DlrScene scene = Scene();
        string folder = RealModels.Graph(Path.Combine(scene.Root, "g"));
        File.WriteAllBytes(Path.Combine(folder, "compiled.params"), new byte[40]);

        Assert.Contains("Check failed", scene.Refused(folder), StringComparison.Ordinal);
    }

    [RealLibraryFact]
    public void Many_threads_get_their_own_answers()
    {
        using DlrScene scene = Scene(handles: 3);
        using DlrSession session = scene.Load(RealModels.Graph(Path.Combine(scene.Root, "g")));
        ConcurrentQueue<float> wrong = [];

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, client =>
        {
            for (int i = 0; i < 1000; i++)
            {
                float x = (client * 1000) + i;
                if (session.Answer(x, 1, 1, 1)[0] != x)
                {
                    wrong.Enqueue(x);
                }
            }
        });

        Assert.Empty(wrong);
    }
}

/// <summary>A fact about DLR itself, skipped where none is named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealLibraryFactAttribute : FactAttribute
{
    public RealLibraryFactAttribute() => Skip = StandIn.Absent
        ?? (File.Exists(Path) ? null : "set EDGEACTORS_DLR_LIBRARY to a libdlr of this machine; the stand-in's specs say the same of the engine without one");

    public static string? Path { get; } = Environment.GetEnvironmentVariable("EDGEACTORS_DLR_LIBRARY");
}
