using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models.Swap.Trial;

/// <summary>Models that take as long as they are told, by a clock that only they move.</summary>
internal sealed class TrialScene : TimeProvider, IModelSwap, ITrialInputs
{
    private readonly Dictionary<long, TrialActor> _models = [];
    private TimerCallback? _limit;
    private object? _limitState;
    private TimeSpan _left = TimeSpan.MaxValue;
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public RecordedInputs Recorded { get; set; } = RecordedInputs.None;

    /// <summary>Who serves under the alias.</summary>
    public long? Serving { get; set; }

    public TrialOptions Options { get; set; } = new();

    public TrialActor Add(long id, params ImmutableArray<TensorSpec> inputs) => _models[id] = new TrialActor(inputs);

    public Task<TrialResult> TryAsync(long id, CancellationToken cancelled = default) =>
        new ModelTrial(this, this, Options, new GateOptions(), this).RunAsync(id, "/models/new", cancelled);

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_limit, _limitState, _left) = (callback, state, dueTime);
        return new Timer();
    }

    public ModelReading? Read(long id) => _models.TryGetValue(id, out TrialActor? model)
        ? new ModelReading(id, new ModelInfo("m", "/models/new", model.Inputs, []), 0, 0, TimeSpan.Zero, TimeSpan.Zero, null)
        : null;

    public long? Find(string handle) => Serving;

    public ValueTask<PredictOutcome> PredictAsync(long id, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled)
    {
        TrialActor model = _models[id];
        Pass(model.Takes(model.Seen.Count));
        model.Seen.Add([.. tensors]);
        ModelFault? fault = cancelled.IsCancellationRequested ? new ModelFault(FaultCode.Cancelled, "given up") : model.Fault(tensors);
        return ValueTask.FromResult(fault is null ? new PredictOutcome(model, null) : new PredictOutcome(null, fault));
    }

    public Task<RecordedInputs> ReadAsync(string folder, ImmutableArray<TensorSpec> declared, long maxBytes, CancellationToken cancelled) =>
        Task.FromResult(Recorded);

    public Task<SwapAnswer> StageAsync(string handle, string folder, CancellationToken cancelled) => throw new NotSupportedException();

    public Task<SwapAnswer> PublishAsync(string handle, long id, CancellationToken cancelled) => throw new NotSupportedException();

    public Task<SwapAnswer> WithdrawAsync(string handle, CancellationToken cancelled) => throw new NotSupportedException();

    public Task<SwapAnswer> ReleaseAsync(long id, CancellationToken cancelled) => throw new NotSupportedException();

    private void Pass(TimeSpan time)
    {
        _ticks += time.Ticks;
        _left -= time;
        if (_left <= TimeSpan.Zero)
        {
            _limit!(_limitState);
        }
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // Fires only while the trial runs.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>How one model behaves, and what it was given.</summary>
internal sealed class TrialActor(ImmutableArray<TensorSpec> inputs) : IInferenceResult
{
    public ImmutableArray<TensorSpec> Inputs { get; } = inputs;

    public Func<int, TimeSpan> Takes { get; set; } = _ => TimeSpan.FromMilliseconds(10);

    public Func<IReadOnlyList<RequestTensor>, ModelFault?> Fault { get; set; } = _ => null;

    public List<RequestTensor[]> Seen { get; } = [];

    public int Disposed { get; private set; }

    public ReadOnlySpan<ResultTensor> Outputs => [];

    public void Dispose() => Disposed++;
}
