using EdgeActors.Grpc.Socket;
using EdgeActors.Grpc.Transport.Blocks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeActors.Grpc.Transport;

/// <summary>Kestrel's transport on the agent's socket, with the agent's blocks.</summary>
internal static class SocketTransport
{
    /// <summary>
    /// Makes it. The pool cannot be given to it but by Kestrel's own extension for web hosts, which looks it up in their services; so it gets
    /// services that hold nothing else.
    /// </summary>
    public static SocketTransportFactory Create(ListenSocket socket, BlockPool blocks, ILoggerFactory logs)
    {
        ServiceCollection services = [];
        services.AddSingleton<IMemoryPoolFactory<byte>>(blocks);
        new Parts(services).UseSockets(options =>
        {
            options.CreateBoundListenSocket = _ => socket.Take();
            // Nothing that runs there blocks, and two hops to other threads fewer are a tenth of a call (docs/performance.md).
            options.UnsafePreferInlineScheduling = true;
        });
        using ServiceProvider built = services.BuildServiceProvider();
        return new SocketTransportFactory(built.GetRequiredService<IOptions<SocketTransportOptions>>(), logs);
    }

    // A web host of which nothing is used but its services.
    private sealed class Parts(ServiceCollection services) : IWebHostBuilder
    {
        public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
        {
            configureServices(services);
            return this;
        }

        public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices) => throw new NotSupportedException();

        public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => throw new NotSupportedException();

        public string? GetSetting(string key) => throw new NotSupportedException();

        public IWebHostBuilder UseSetting(string key, string? value) => throw new NotSupportedException();

#pragma warning disable ASPDEPR008 // Obsolete, and still a member of what UseSockets extends.
        public IWebHost Build() => throw new NotSupportedException();
#pragma warning restore ASPDEPR008
    }
}
