using EdgeActors.Models.Engine;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Engines.Onnx;
using EdgeActors.Specs.SharedModels;

namespace EdgeActors.Specs.Engines.Trial;

/// <summary>Two real networks for the same digits, in turns under one handle, while eight callers ask on.</summary>
[Collection(OnnxSuite.Name)]
public sealed class SwapUnderLoadSpecs(OnnxFixture onnx)
{
    private const int Swaps = 60;
    private const int Callers = 8;
    private const string Handle = "digits";

    private static readonly string[] Folders = ["nets/mnist", "nets/cnn_mnist_pytorch"];

    [ModelsFact]
    public async Task No_prediction_fails_and_every_answer_is_the_old_models_or_the_new_ones()
    {
        ModelEntry[] entries = [.. Folders.Select(ModelIndex.Entry)];
        byte[] digit = entries[0].Bytes(entries[0].Inputs![0]);
        byte[][] answers = [.. Folders.Select(folder => Answer(folder, digit))];
        Assert.NotNull(Difference(answers[0], answers[1]));
        await using SwapHost host = await SwapHost.StartAsync(onnx.Engine);
        await host.Swap.PublishAsync(Handle, await host.StageAsync(Handle, entries[0].Path), default);
        using CancellationTokenSource over = new();

        Task<int[]>[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => AskAsync(host, digit, answers, over.Token)))];
        for (int swap = 1; swap <= Swaps; swap++)
        {
            SwapAnswer published = await host.Swap.PublishAsync(Handle, await host.StageAsync(Handle, entries[swap % 2].Path), default);
            Assert.Null((await host.Swap.ReleaseAsync(published.Id!.Value, default)).Fault);
            Assert.Null(Difference(await host.PredictAsync(Handle, digit), answers[swap % 2]));
        }

        await over.CancelAsync();
        int[][] tallies = await Task.WhenAll(callers);
        Assert.All(Folders, (folder, model) => Assert.True(tallies.Sum(tally => tally[model]) > 0, $"{folder} answered nobody"));
    }

    private static string? Difference(byte[] answer, byte[] wanted) => TensorComparison.Difference(TensorType.Float32, answer, wanted, 1e-4, 1e-4);

    private static async Task<int[]> AskAsync(SwapHost host, byte[] digit, byte[][] answers, CancellationToken over)
    {
        int[] tally = new int[answers.Length];
        while (!over.IsCancellationRequested)
        {
            byte[] answer = await host.PredictAsync(Handle, digit);
            tally[Array.FindIndex(answers, wanted => Difference(answer, wanted) is null)]++;
        }

        return tally;
    }

    private byte[] Answer(string folder, byte[] digit)
    {
        using IModelSession session = onnx.Load(folder);
        using IInferenceResult result = session.Run([(TensorType.Float32, [1, 1, 28, 28], digit)]);
        return result.Outputs[0].Bytes().ToArray();
    }
}
