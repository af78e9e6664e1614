using Akka.Hosting;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Hosting;

public sealed class EdgeActorsHostingSpecs
{
    private static readonly ModelsOptions Options = new()
    {
        WorkingDirectory = "/models",
        MemoryBudgetBytes = 1 << 20,
        MaxConcurrencyPerModel = 2,
    };

    [Fact]
    public async Task A_host_serves_predictions_and_stops_gracefully()
    {
        FakeEngine engine = new();
        FakeModel model = engine.In("m");
        using IHost host = CreateHost(engine);
        await host.StartAsync();
        IModelControl control = host.Services.GetRequiredService<IModelControl>();
        IPredictor predictor = host.Services.GetRequiredService<IPredictor>();

        Assert.IsType<ModelLoaded>(await control.AskAsync(new LoadModel("m", "m"), default));
        PredictOutcome outcome = await predictor.PredictAsync("m", [Tensor.Bare(4)], default);
        outcome.Result!.Dispose();
        Assert.True(host.Services.GetRequiredService<IReadOnlyActorRegistry>().TryGet<EdgeSupervisorKey>(out _));
        Assert.NotNull(host.Services.GetRequiredService<IRequiredActor<ModelRegistryKey>>().ActorRef);
        await host.StopAsync();

        Assert.Equal(1, model.SessionsDisposed.Value);
        ModelRefused refused = Assert.IsType<ModelRefused>(await control.AskAsync(ListModels.Instance, default));
        Assert.Equal(FaultCode.Unavailable, refused.Fault.Code);
        Assert.Equal(FaultCode.Unavailable, (await predictor.PredictAsync("m", [Tensor.Bare(4)], default)).Fault!.Code);
    }

    [Fact]
    public async Task Who_asks_for_a_load_may_give_up_and_it_goes_on()
    {
        FakeEngine engine = new();
        FakeModel slow = engine.In("slow");
        slow.LoadGate.Close();
        using IHost host = CreateHost(engine);
        await host.StartAsync();
        IModelControl control = host.Services.GetRequiredService<IModelControl>();
        using CancellationTokenSource client = new();

        Task<IModelsReply> loading = control.AskAsync(new LoadModel("slow", "slow"), client.Token);
        slow.Loads.Await(1);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
        slow.LoadGate.Open();

        Assert.IsType<ModelUnloaded>(await control.AskAsync(new UnloadModel("slow"), default));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_swaps_models_under_its_clients()
    {
        FakeEngine engine = new();
        FakeModel next = engine.In("v2");
        engine.In("m");
        using IHost host = CreateHost(engine);
        await host.StartAsync();
        IModelSwap swap = host.Services.GetRequiredService<IModelSwap>();
        await host.Services.GetRequiredService<IModelControl>().AskAsync(new LoadModel("m", "m"), default);

        long id = (await swap.StageAsync("m", "v2", default)).Id!.Value;
        long former = (await swap.PublishAsync("m", id, default)).Id!.Value;
        (await host.Services.GetRequiredService<IPredictor>().PredictAsync("m", [Tensor.Bare(4)], default)).Result!.Dispose();

        Assert.Equal(1, next.RunsBegun.Value);
        Assert.Equal(id, Assert.Single(host.Services.GetRequiredService<IModelReadings>().All()).Id);
        Assert.Equal(0, swap.Read(former)!.Runs);
        await host.StopAsync();
        Assert.Equal(FaultCode.Unavailable, (await swap.StageAsync("m", "v2", default)).Fault!.Code);
    }

    [Fact]
    public void The_tensor_memory_has_the_options_bounds()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddEdgeActors(Options with { TensorBudgetBytes = 3 << 20, TensorCacheBytes = 5 })
            .BuildServiceProvider();

        TensorMemory memory = services.GetRequiredService<TensorMemory>();

        Assert.Equal(3 << 20, memory.Budget);
        Assert.Equal(5, memory.CacheLimit);
    }

    [Fact]
    public void Bad_options_are_told_all_at_once()
    {
        OptionsValidationException fault = Assert.Throws<OptionsValidationException>(
            () => new ServiceCollection().AddEdgeActors(Options with { MaxModels = 0, WorkingDirectory = "" }));

        Assert.Equal(2, fault.Failures.Count());
    }

    private static IHost CreateHost(FakeEngine engine) => new HostBuilder()
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureServices(services => services
            .AddSingleton<IInferenceEngine>(engine)
            .AddEdgeActors(Options)
            .AddAkka("edge", akka => akka.WithEdgeActors()))
        .Build();
}
