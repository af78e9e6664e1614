using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Onnx;

/// <summary>
/// Runs ONNX models with ONNX Runtime. The library is loaded at the first use, so that an agent that serves no ONNX model needs none.
/// Sessions outlive the engine's <see cref="Dispose"/>; what they share is freed with the last of them.
/// </summary>
internal sealed class OnnxEngine : IInferenceEngine, IDisposable
{
    private readonly OnnxOptions _options;
    private readonly ILogger<OnnxEngine> _log;
    private readonly Lock _gate = new();
    private OnnxEnvironment? _environment;
    private bool _disposed;

    /// <summary>Creates the engine; nothing is loaded yet.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the text lists every fault.</exception>
    public OnnxEngine(OnnxOptions options, ILogger<OnnxEngine> logger)
    {
        if (OnnxOptionsValidator.Validate(options) is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        (_options, _log) = (options, logger);
    }

    /// <inheritdoc />
    /// <exception cref="ModelFaultException">FailedPrecondition: the library cannot be used.</exception>
    public string Description
    {
        get
        {
            using OnnxEnvironment environment = Share();
            return $"onnxruntime {environment.Api.Version}";
        }
    }

    /// <inheritdoc />
    public ModelFootprint Inspect(string folder)
    {
        ModelFolder model = ModelFolder.Open(folder, _options.LargestModelFile, CancellationToken.None);
        return new ModelFootprint(model.Folder, model.Bytes);
    }

    /// <inheritdoc />
    public IModelSession Load(string folder, CancellationToken cancelled)
    {
        try
        {
            ModelFolder model = ModelFolder.Open(folder, _options.LargestModelFile, cancelled);
            using OnnxEnvironment environment = Share();
            return OnnxSession.Load(environment, model, cancelled);
        }
        catch (OperationCanceledException cause) when (cancelled.IsCancellationRequested)
        {
            throw new ModelFaultException(FaultCode.Cancelled, $"Loading the model in '{folder}' was given up before it had finished.", cause);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _environment?.Dispose();
            _environment = null;
        }
    }

    /// <summary>The environment with one more user, so that the engine may be disposed meanwhile.</summary>
    private OnnxEnvironment Share()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _environment ??= OnnxEnvironment.Acquire(_options, _log);
            return _environment.Share();
        }
    }
}
