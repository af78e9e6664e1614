using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using System.Text;
using Amazon.Runtime;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Rest;
using EdgeActors.Fleet.Serving;
using EdgeActors.Fleet.Serving.Keys;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.FleetDoubles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Fleet.Serving;

/// <summary>The endpoint on a loopback port, on virtual time, before any tree.</summary>
internal sealed class ServeHost : IAsyncDisposable
{
    public const string Fleet = "line_a";

    public const string Keys =
        """
        {"keys": [
          {"id": "AKIDEXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "devices": ["press-*"]},
          {"id": "AKIDSAW", "secret": "0123456789abcdef", "devices": ["saw-1"]}
        ]}
        """;

    private readonly FleetServer _server;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private ServeHost(FleetServer server, VirtualClock clock, Lines log) => (_server, Clock, Log) = (server, clock, log);

    public VirtualClock Clock { get; }

    /// <summary>What was logged.</summary>
    public Lines Log { get; }

    public Uri Address => _server.Address;

    /// <summary>Starts one ten minutes ago: its clock stands at the true time, which Kestrel dates its answers with.</summary>
    public static async Task<ServeHost> StartAsync(
        Func<DeviceIdentity, IFleet> trees, Func<ServeOptions, ServeOptions>? change = null, string? packages = null)
    {
        VirtualClock clock = new();
        clock.Jump(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10) - clock.GetUtcNow());
        ServeOptions usual = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        ServeOptions options = change?.Invoke(usual) ?? usual;
        FrozenDictionary<string, AccessKey> keys = KeyFile.Parse(Encoding.UTF8.GetBytes(Keys), "keys.json");
        Lines log = new();
        using LoggerFactory logs = new([log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        SignatureVerifier verifier = new(
            new VerificationOptions { Service = "sagemaker" }, id => keys.TryGetValue(id, out AccessKey? key) ? key.Secret : null, clock);
        FleetService service = new(Fleet, packages, trees, clock, logs.CreateLogger<FleetService>());
        FleetServer server = new(new FleetEndpoint(service, verifier, keys, options, clock, logs.CreateLogger<FleetEndpoint>()), options, clock, logs);
        await server.StartAsync(default);
        clock.Advance(TimeSpan.FromMinutes(10));
        return new ServeHost(server, clock, log);
    }

    /// <summary>A call by the SDK's signer, of now.</summary>
    public SdkSignedCall Call(string path, string body) => new(path, body) { Time = Clock.GetUtcNow() };

    /// <summary>A client of ours.</summary>
    public RestFleet Client(string device = "press-1", string id = "AKIDEXAMPLE", string secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", TimeProvider? clock = null) => new(
        new RestFleetOptions { Endpoint = Address, Region = "eu-central-1", Identity = new DeviceIdentity(Fleet, device) },
        () => new BasicAWSCredentials(id, secret),
        clock ?? Clock,
        Guid.NewGuid,
        NullLogger<RestFleet>.Instance);

    /// <summary>Sends a request; the answer's status, error and body.</summary>
    public async Task<(int Status, string Error, string Body)> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _http.SendAsync(request);
        string error = response.Headers.TryGetValues("x-amzn-ErrorType", out IEnumerable<string>? types) ? types.Single() : "";
        return ((int)response.StatusCode, error, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>Keeps what is logged.</summary>
    internal sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> _all = new();

        public IReadOnlyCollection<(LogLevel Level, string Text)> All => _all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _all.Enqueue((logLevel, formatter(state, exception) + exception));

        public void Dispose()
        {
            // Kept for the spec.
        }
    }
}
