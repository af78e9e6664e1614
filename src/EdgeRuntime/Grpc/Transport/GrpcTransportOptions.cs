using EdgeActors.Grpc.Transport.Blocks;
using EdgeActors.Protocol.Grpc;
using Microsoft.Extensions.Options;

namespace EdgeActors.Grpc.Transport;

/// <summary>Limits of the gRPC endpoint. They exist so that what a client sends can never exhaust the device.</summary>
internal sealed class GrpcTransportOptions
{
    /// <summary>Largest request and answer in bytes (<c>-m</c>). Default 4 MiB; 1 to 2,147,483,591.</summary>
    public long MaxMessageBytes { get; set; } = GrpcFrame.DefaultMaxMessageBytes;

    /// <summary>Connections at a time; further ones are closed at once. Default 1024; 1 to 1,000,000.</summary>
    public int MaxConnections { get; set; } = 1024;

    /// <summary>Calls at a time on one connection. Default 100; 1 to 10,000.</summary>
    public int MaxStreamsPerConnection { get; set; } = 100;

    /// <summary>Bytes of all headers of a call together. Default 16 KiB; 1 KiB to 1 MiB.</summary>
    public int MaxHeaderBytes { get; set; } = 16 * 1024;

    /// <summary>Bytes that are read from a client at once. Default 64 KiB; 4 KiB to 1 MiB.</summary>
    public int BlockBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Blocks of that size at a time, for all connections together; what more is needed comes in blocks of 4 KiB. They are kept once they were needed. Default
    /// 128, which are 8 MiB; 0 to 16,384.
    /// </summary>
    public int MaxBlocks { get; set; } = 128;

    /// <summary>Quiet time after which a client is asked for a sign of life. Default 2 minutes; 1 second to 1 day.</summary>
    public TimeSpan KeepAlivePingDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long that sign of life may take. Default 20 seconds; 1 second to 1 hour.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a client may pause in the middle of its request. Default 10 seconds; 1 second to 1 hour.</summary>
    public TimeSpan RequestStallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long calls may go on after their connection has closed. Default 2 seconds; 1 second to 1 hour.</summary>
    public TimeSpan GoneConnectionTimeout { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Checks every range and reports all faults together.</summary>
internal sealed class GrpcTransportOptionsValidator : IValidateOptions<GrpcTransportOptions>
{
    public ValidateOptionsResult Validate(string? name, GrpcTransportOptions options)
    {
        var faults = new List<string>();
        Check(faults, nameof(options.MaxMessageBytes), options.MaxMessageBytes, 1, Array.MaxLength);
        Check(faults, nameof(options.MaxConnections), options.MaxConnections, 1, 1_000_000);
        Check(faults, nameof(options.MaxStreamsPerConnection), options.MaxStreamsPerConnection, 1, 10_000);
        Check(faults, nameof(options.MaxHeaderBytes), options.MaxHeaderBytes, 1024, 1024 * 1024);
        Check(faults, nameof(options.BlockBytes), options.BlockBytes, BlockPool.SmallBytes, 1024 * 1024);
        Check(faults, nameof(options.MaxBlocks), options.MaxBlocks, 0, 16_384);
        Check(faults, nameof(options.KeepAlivePingDelay), options.KeepAlivePingDelay, TimeSpan.FromDays(1));
        Check(faults, nameof(options.KeepAlivePingTimeout), options.KeepAlivePingTimeout, TimeSpan.FromHours(1));
        Check(faults, nameof(options.RequestStallTimeout), options.RequestStallTimeout, TimeSpan.FromHours(1));
        Check(faults, nameof(options.GoneConnectionTimeout), options.GoneConnectionTimeout, TimeSpan.FromHours(1));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(List<string> faults, string key, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            faults.Add($"{key} is {value}; choose a number from {min} to {max}.");
        }
    }

    private static void Check(List<string> faults, string key, TimeSpan value, TimeSpan max)
    {
        if (value < TimeSpan.FromSeconds(1) || value > max)
        {
            faults.Add($"{key} is {value}; choose a time from 00:00:01 to {max}.");
        }
    }
}
