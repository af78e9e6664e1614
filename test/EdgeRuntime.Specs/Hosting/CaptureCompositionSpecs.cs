using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.Grpc.Agent.Capture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeActors.Specs.Hosting;

public sealed class CaptureCompositionSpecs
{
    [Fact]
    public async Task Both_methods_are_served_when_there_is_a_buffer()
    {
        await using ServiceProvider services = Services(new CaptureSettings()).AddSingleton<ICaptureBuffer, FakeCaptureBuffer>(_ => new FakeCaptureBuffer())
            .BuildServiceProvider();

        Assert.Equal(
            ["/AWS.SageMaker.Edge.Agent/CaptureData", "/AWS.SageMaker.Edge.Agent/GetCaptureDataStatus"],
            services.CaptureMethods().Select(method => method.Path));
    }

    [Fact]
    public async Task Neither_is_served_without_a_buffer()
    {
        await using ServiceProvider services = Services(new CaptureSettings()).BuildServiceProvider();

        Assert.Empty(services.CaptureMethods());
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_start()
    {
        CaptureSettings settings = new() { Requests = new CaptureRequestOptions { MaxItems = 0, MaxRank = 0 } };

        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => Services(settings)).Failures.Count());
    }

    private static IServiceCollection Services(CaptureSettings settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new AgentOptions())
        .AddSingleton(_ => new TensorMemory(1024, 0))
        .AddSingleton<IModelCatalog>(new FakeCatalog())
        .AddSingleton<ISystemV, LinuxSystemV>()
        .AddSingleton(new SharedMemoryOptions())
        .AddSingleton<AttachedSegments>()
        .AddSingleton<SharedMemoryTensors>()
        .AddCapture(settings);
}
