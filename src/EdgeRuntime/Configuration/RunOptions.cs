using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Deployment;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Packages;
using EdgeActors.Engines.Dlr;
using EdgeActors.Greengrass;
using EdgeActors.Logging;
using EdgeActors.Models;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Configuration;

/// <summary>All that <c>edgeactors run</c> can be told, checked.</summary>
internal sealed record RunOptions
{
    /// <summary>Bytes of a request or answer by default, the old agent's limit.</summary>
    public const int DefaultMaxMessageBytes = 4 << 20;

    /// <summary>The smallest limit that still lets the canonical calls through.</summary>
    public const int LeastMaxMessageBytes = 1 << 10;

    /// <summary>The smallest budget that makes sense.</summary>
    public const long LeastMemoryBudget = 32 << 20;

    /// <summary>The largest budget, more than any device has.</summary>
    public const long MostMemoryBudget = 1L << 44;

    /// <summary>Path of the socket.</summary>
    public required string Socket { get; init; }

    /// <summary>Whether a socket file is removed even though somebody answers on it. Default: no.</summary>
    public bool Force { get; init; }

    /// <summary>Group that may use the socket, by name or number; null for the process's own. Default: null.</summary>
    public string? Group { get; init; }

    /// <summary>Bytes that one message may have, 1 KiB to 2,147,483,591. Default: 4 MiB.</summary>
    public int MaxMessageBytes { get; init; } = DefaultMaxMessageBytes;

    /// <summary>Bytes that models and requests in flight may take, from 32 MiB. Default: 80 % of what the process may use.</summary>
    public required long MemoryBudget { get; init; }

    /// <summary>Threads of one run, 1 to 256, or 0 for one per processor. Default 1.</summary>
    public int IntraThreads { get; init; } = 1;

    /// <summary>Requests that may wait for one model. Default 256.</summary>
    public int MaxQueue { get; init; } = ModelsOptions.UsualQueue;

    /// <summary>Runs of one model at the same time; null for one per processor.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Path of the ONNX Runtime library; null for the one beside the program.</summary>
    public string? EngineLibrary { get; init; }

    /// <summary>How compiled models are run; memory, threads and handles follow from the options above.</summary>
    public DlrOptions Dlr { get; init; } = new();

    /// <summary>How long the start waits for the Greengrass nucleus, 0 to 30 s. Default: 2 s.</summary>
    public TimeSpan NucleusWait { get; init; } = GreengrassSource.UsualWait;

    /// <summary>What is done with captured data.</summary>
    public CaptureSettings Capture { get; init; } = new();

    /// <summary>Who looks after the device, and how it tells of itself.</summary>
    public FleetSettings Fleet { get; init; } = new();

    /// <summary>What packages of models may be.</summary>
    public PackageSettings Packages { get; init; } = new();

    /// <summary>Which models are fetched from the fleet, and how they are judged.</summary>
    public DeploymentSettings Deployment { get; init; } = new();

    /// <summary>Full path of the socket by which faults are set; null for none, which is the default.</summary>
    public string? FaultsSocket { get; init; }

    /// <summary>Full path of the fault kit's library; null for the one beside the program.</summary>
    public string? FaultsKit { get; init; }

    /// <summary>Where the log goes, and how its lines look.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>How often the configuration is looked at for changes, 1 s to 1 h. Default 5 s.</summary>
    public TimeSpan ReloadPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is logged: this level and above. Default: information.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
