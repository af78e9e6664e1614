using Akka.Hosting;
using EdgeActors.Engines.Trial;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Engines.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Engines.Trial;

/// <summary>The actors of models on the real engine, in a host of their own.</summary>
internal sealed class SwapHost : IAsyncDisposable
{
    private const string Quiet = "akka { loglevel = WARNING, stdout-loglevel = OFF }";

    private readonly IHost _host;

    private SwapHost(IHost host) => _host = host;

    public IModelSwap Swap => _host.Services.GetRequiredService<IModelSwap>();

    public ModelTrial Trial => _host.Services.GetRequiredService<ModelTrial>();

    public static async Task<SwapHost> StartAsync(IInferenceEngine engine, TrialOptions? trial = null)
    {
        ModelsOptions options = new() { WorkingDirectory = Path.GetTempPath(), MemoryBudgetBytes = 1L << 30, MaxConcurrencyPerModel = 2 };
        IHost host = new HostBuilder()
            .ConfigureLogging(static logging => logging.ClearProviders())
            .ConfigureServices(services => services
                .AddSingleton(engine)
                .AddSingleton<ITrialInputs, RecordedInputFolder>()
                .AddEdgeActors(options)
                .AddModelTrial(trial ?? new TrialOptions(), new GateOptions())
                .AddAkka("edge", static akka => akka.AddHocon(Quiet, HoconAddMode.Prepend).WithEdgeActors()))
            .Build();
        await host.StartAsync();
        return new SwapHost(host);
    }

    public async Task<long> StageAsync(string handle, string folder)
    {
        SwapAnswer answer = await Swap.StageAsync(handle, folder, default);
        Assert.True(answer.Fault is null, answer.Fault?.Message);
        return answer.Id!.Value;
    }

    /// <summary>Predicts as a client would, with unnamed inputs; the answer's first output.</summary>
    public async Task<byte[]> PredictAsync(string handle, byte[] input)
    {
        TensorMemory memory = _host.Services.GetRequiredService<TensorMemory>();
        Assert.True(memory.TryRent(input.Length, out NativeBuffer? buffer));
        input.CopyTo(buffer.Span(0));
        PredictOutcome outcome = await _host.Services.GetRequiredService<IPredictor>()
            .PredictAsync(handle, [new RequestTensor(TensorName.Empty, null, null, buffer)], default);
        Assert.True(outcome.Fault is null, outcome.Fault?.Message);
        using IInferenceResult result = outcome.Result!;
        return result.Outputs[0].Bytes().ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
