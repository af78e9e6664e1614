using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Engines.Dlr.Loading;
using EdgeActors.Engines.Dlr.Output;
using EdgeActors.Engines.Dlr.Running;
using EdgeActors.Engines.Dlr.TensorRt;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Dlr;

/// <summary>
/// Runs models compiled by SageMaker Neo with libdlr. The library is looked for at the first use, so that an agent that serves no such model needs none; the first
/// that is found serves the whole process.
/// </summary>
internal sealed class DlrEngine : IInferenceEngine, IDisposable
{
    private readonly DlrOptions _options;
    private readonly ILogger<DlrEngine> _log;
    private readonly Func<long> _residentBytes;
    private readonly EngineCache? _cache;
    private readonly Lock _gate = new();
    private DlrApi? _api;
    private DlrOutput? _output;

    /// <summary>Creates the engine; nothing is loaded yet, but libdlr's variables are set, while few threads could read them.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="clock">For the cache.</param>
    /// <param name="residentBytes">Memory of the process.</param>
    /// <param name="logger">Its log.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the text lists every fault.</exception>
    public DlrEngine(DlrOptions options, TimeProvider clock, Func<long> residentBytes, ILogger<DlrEngine> logger)
    {
        if (DlrOptionsValidator.Validate(options) is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        (_options, _log, _residentBytes) = (options, logger, residentBytes);
        (Memory, Leak) = (new HandleMemory(options.MemoryBudget), new TreeliteLeak(options.TreeliteReloads));
        IEnumerable<KeyValuePair<string, string>> variables = options.Variables;
        if (options.CacheFolder is { } folder)
        {
            _cache = new EngineCache(folder, options.CacheBytes, FileCalls.ForThisSystem(), clock, logger);
            variables = variables.Append(new(BackendVariable.CacheFolder, ThreadFolder.OfEachThread));
        }

        foreach ((string name, string value) in variables)
        {
            if (!NativeEnvironment.Set(name, value))
            {
                DlrLog.NotSet(logger, name);
            }
        }
    }

    /// <summary>What the handles of all models take.</summary>
    internal HandleMemory Memory { get; }

    /// <summary>What libdlr has lost.</summary>
    internal TreeliteLeak Leak { get; }

    /// <inheritdoc />
    /// <exception cref="ModelFaultException">FailedPrecondition: there is no libdlr that can be used.</exception>
    public string Description => $"dlr {Library(null).Version.Text}";

    /// <inheritdoc />
    public ModelFootprint Inspect(string folder)
    {
        DlrFolder model = DlrFolder.Open(folder);
        return new ModelFootprint(model.Folder, model.Bytes);
    }

    /// <inheritdoc />
    public IModelSession Load(string folder, CancellationToken cancelled)
    {
        DlrFolder model = DlrFolder.Open(folder);
        PackageMetadata metadata = PackageMetadata.Read(model.Metadata);
        DlrApi api = Library(model.Root);
        CacheLease? cache = metadata.Device == DlrDevice.Gpu ? _cache?.Open(model.Key()) : null;
        try
        {
            // A model that is not for a graphics processor makes no engines; should it all the same, they must not land in the agent's own folder.
            string? place = cache?.Folder ?? _options.CacheFolder;
            DlrLoad load = new(new HandleRecipe(api, model, metadata.Device, place), _options, _output!, Leak, _log);
            return load.Open(metadata, Memory, _residentBytes, cache, cancelled);
        }
        catch
        {
            cache?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _output?.Dispose();
            _output = null;
        }
    }

    private DlrApi Library(string? package)
    {
        string? packaged = package is null ? null : Path.Combine(package, ModelKinds.DlrLibrary) is { } path && File.Exists(path) ? path : null;
        lock (_gate)
        {
            if (_api is null)
            {
                _output ??= new DlrOutput(_log);
                _api = DlrLibrary.Load(_options.LibraryPath, _options.UsesPackagedLibrary ? packaged : null, ModelKinds.DlrLibrary);
                DlrLog.Found(_log, _api.Version.Text, _api.Path);
            }

            if (packaged is not null && packaged != _api.Path)
            {
                DlrLog.PackagedLibraryPassedOver(_log, package!, ModelKinds.DlrLibrary, _api.Path);
            }

            return _api;
        }
    }
}
