using EdgeActors.Engines.Trial;
using EdgeActors.Models;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using EdgeActors.Specs.Engines.Onnx;
using EdgeActors.Specs.SharedModels;

namespace EdgeActors.Specs.Engines.Trial;

/// <summary>Trials of real models on the real engine.</summary>
[Collection(OnnxSuite.Name)]
public sealed class RealModelTrialSpecs(OnnxFixture onnx)
{
    // An operator alone, whose inputs are its parameters: no spectrum has these.
    private const string Special = "node/test_melweightmatrix";

    [ModelsFact]
    public async Task No_good_model_is_condemned_by_inputs_that_were_made_up()
    {
        await using SwapHost host = await SwapHost.StartAsync(onnx.Engine);
        Dictionary<string, TrialResult> results = [];
        foreach (ModelEntry entry in ModelIndex.Entries.Where(entry => entry is { Expected: Expected.Ok, HasUsableData: true }))
        {
            long id = await host.StageAsync("m", entry.Path);
            results[entry.Folder] = await host.Trial.RunAsync(id, entry.Path, default);
            Assert.Null((await host.Swap.ReleaseAsync(id, default)).Fault);
        }

        Assert.Empty(results.Where(result => result is { Value: TrialResult.Unfit, Key: not Special }).Select(result => $"{result.Key}: {result.Value}"));
        Assert.InRange(results.Count(result => result.Value is TrialResult.Fit), results.Count * 9 / 10, results.Count);
    }

    [ModelsTheory]
    [InlineData("hostile/alloc_4tib", FaultCode.ResourceExhausted)]
    [InlineData("hostile/hang_in_run", FaultCode.DeadlineExceeded)]
    public async Task A_model_that_loads_and_does_not_run_is_unfit_and_can_be_released(string folder, FaultCode code)
    {
        await using SwapHost host = await SwapHost.StartAsync(onnx.Engine, new TrialOptions { TimeLimit = TimeSpan.FromSeconds(1) });
        string path = ModelIndex.Entry(folder).Path;
        long id = await host.StageAsync("m", path);

        ModelFault reason = Assert.IsType<TrialResult.Unfit>(await host.Trial.RunAsync(id, path, default)).Reason;

        Assert.Equal(code, reason.Code);
        Assert.Null((await host.Swap.ReleaseAsync(id, default)).Fault);
    }

    [ModelsFact]
    public async Task Recorded_inputs_are_run_on_both_models()
    {
        DirectoryInfo package = Directory.CreateTempSubdirectory("edgeactors-");
        try
        {
            ModelEntry entry = ModelIndex.Entry("nets/mnist");
            DirectoryInfo recorded = package.CreateSubdirectory(RecordedInputFolder.Name);
            File.Copy(Path.Combine(entry.Path, "model.onnx"), Path.Combine(package.FullName, "model.onnx"));
            byte[] digit = entry.Bytes(entry.Inputs![0]);
            await File.WriteAllBytesAsync(
                Path.Combine(recorded.FullName, "Input3.npy"), NpyFile.Write(new TensorValue(TensorType.Float32, [1, 1, 28, 28], digit)));
            await using SwapHost host = await SwapHost.StartAsync(onnx.Engine);
            await host.Swap.PublishAsync("m", await host.StageAsync("m", entry.Path), default);
            long id = await host.StageAsync("m", package.FullName);

            TrialResult.Fit fit = Assert.IsType<TrialResult.Fit>(await host.Trial.RunAsync(id, package.FullName, default));

            Assert.True(fit is { Recorded: true, Former.Mean.Ticks: > 0, Timing.Mean.Ticks: > 0 });
            Assert.Equal(0, host.Swap.Read(id)!.Runs);
        }
        finally
        {
            package.Delete(recursive: true);
        }
    }
}
