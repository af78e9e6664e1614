using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models.Fakes;

/// <summary>An engine whose models are told how to behave; see <see cref="FakeModel"/> for the switches.</summary>
internal sealed class FakeEngine : IInferenceEngine
{
    private readonly ConcurrentDictionary<string, FakeModel> _models = new(StringComparer.Ordinal);

    public string Description => "fake 1.0";

    /// <summary>The model in <paramref name="folder"/>, put there on first use.</summary>
    public FakeModel In(string folder) => _models.GetOrAdd(Path.GetFullPath(folder, "/models"), _ => new FakeModel());

    public ModelFootprint Inspect(string folder)
    {
        FakeModel model = Find(folder);
        return model.InspectFailure is { } failure ? throw failure : new ModelFootprint(folder, model.FileBytes);
    }

    public IModelSession Load(string folder, CancellationToken cancelled) => Find(folder).Load(cancelled);

    private FakeModel Find(string folder) => _models.TryGetValue(folder, out FakeModel? model)
        ? model
        : throw new ModelFaultException(FaultCode.NotFound, $"nothing at {folder}");
}

/// <summary>
/// What a model folder does when it is loaded and run, and what happened to it so far. By default everything works at once;
/// a closed gate makes the step wait until it is opened or cancelled.
/// </summary>
internal sealed class FakeModel
{
    private int _running;

    public ImmutableArray<TensorSpec> Inputs { get; set; } = [Tensor.Declared("x", TensorType.UInt8, 4)];

    public ImmutableArray<TensorSpec> Outputs { get; set; } = [Tensor.Declared("y", TensorType.UInt8, 4)];

    public int MaxConcurrency { get; set; } = int.MaxValue;

    public long FileBytes { get; set; } = 1000;

    public Exception? InspectFailure { get; set; }

    public Exception? LoadFailure { get; set; }

    public Exception? RunFailure { get; set; }

    /// <summary>When false, an engine that does not look at its cancellation.</summary>
    public bool ObeysCancellation { get; set; } = true;

    public Gate LoadGate { get; } = new();

    public Gate RunGate { get; } = new();

    public Gate DisposeGate { get; } = new();

    public Counter Loads { get; } = new();

    public Counter RunsBegun { get; } = new();

    public Counter RunsEnded { get; } = new();

    public Counter DisposalsBegun { get; } = new();

    public Counter SessionsDisposed { get; } = new();

    public Counter ResultsDisposed { get; } = new();

    /// <summary>Most runs at one time.</summary>
    public int PeakRunning { get; private set; }

    public IModelSession Load(CancellationToken cancelled)
    {
        Loads.Increment();
        LoadGate.Wait(ObeysCancellation ? cancelled : CancellationToken.None);
        return LoadFailure is { } failure ? throw failure : new Session(this);
    }

    private IInferenceResult Run(CancellationToken cancelled)
    {
        lock (LoadGate)
        {
            PeakRunning = Math.Max(PeakRunning, ++_running);
        }

        RunsBegun.Increment();
        try
        {
            RunGate.Wait(ObeysCancellation ? cancelled : CancellationToken.None);
            return RunFailure is { } failure ? throw failure : new Result(this);
        }
        catch (OperationCanceledException cause)
        {
            throw new ModelFaultException(FaultCode.Cancelled, "the run was ended", cause);
        }
        finally
        {
            lock (LoadGate)
            {
                _running--;
            }

            RunsEnded.Increment();
        }
    }

    private sealed class Session(FakeModel model) : IModelSession
    {
        private bool _disposed;

        public ImmutableArray<TensorSpec> Inputs => model.Inputs;

        public ImmutableArray<TensorSpec> Outputs => model.Outputs;

        public int MaxConcurrency => model.MaxConcurrency;

        public IInferenceResult Run(ReadOnlySpan<BoundTensor> inputs, CancellationToken cancelled)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return model.Run(cancelled);
        }

        public void Dispose()
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            model.DisposalsBegun.Increment();
            model.DisposeGate.Wait(CancellationToken.None);
            _disposed = true;
            model.SessionsDisposed.Increment();
        }
    }

    private sealed class Result(FakeModel model) : IInferenceResult
    {
        public ReadOnlySpan<ResultTensor> Outputs => [];

        public void Dispose() => model.ResultsDisposed.Increment();
    }
}

/// <summary>Open until closed.</summary>
internal sealed class Gate
{
    private readonly object _gate = new();
    private bool _closed;

    public void Close() => Set(closed: true);

    public void Open() => Set(closed: false);

    public void Wait(CancellationToken cancelled)
    {
        using CancellationTokenRegistration registration = cancelled.UnsafeRegister(static gate => ((Gate)gate!).Wake(), this);
        lock (_gate)
        {
            while (_closed)
            {
                cancelled.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
        }
    }

    private void Set(bool closed)
    {
        lock (_gate)
        {
            _closed = closed;
            Monitor.PulseAll(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}

/// <summary>Counts events, and lets a spec wait for the nth of them.</summary>
internal sealed class Counter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly object _gate = new();

    public int Value { get; private set; }

    public void Increment()
    {
        lock (_gate)
        {
            Value++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Returns when there were at least <paramref name="count"/>.</summary>
    public void Await(int count)
    {
        lock (_gate)
        {
            while (Value < count)
            {
                if (!Monitor.Wait(_gate, Patience))
                {
                    throw new TimeoutException($"{Value} of {count} came in {Patience}.");
                }
            }
        }
    }
}
