using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using Akka.Actor;
using Akka.Event;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Prediction;

/// <summary>
/// One prediction on its way: the message to the model's actor, the work of an engine thread and the completion that the
/// caller awaits, in one pooled object.
/// <para>
/// It is answered once, by whoever comes first: the engine's result, a refusal, or the caller's cancellation. Two parties hold
/// it: the caller until it has taken the answer, the model until the engine has let go of the tensors. It is used again when
/// both are done and nothing can touch it any more; a generation makes an answer that is late all the same miss.
/// </para>
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "a source without timer or wait handle holds nothing, and late parties may still use it")]
internal sealed class PredictOperation : IValueTaskSource<PredictOutcome>, IEngineWork,
    INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    private const long Answered = 1;

    private readonly PredictOperationPool _pool;
    private ManualResetValueTaskSourceCore<PredictOutcome> _caller = new() { RunContinuationsAsynchronously = true };
    private readonly CancellationTokenSource _ending = new();
    private CancellationTokenRegistration _registration;
    private IReadOnlyList<RequestTensor> _tensors = [];
    private BoundTensor[] _inputs = [];
    private int _inputCount;
    private long _state = Answered;
    private int _holders;
    private bool _untouchable;

    internal PredictOperation(PredictOperationPool pool) => _pool = pool;

    /// <summary>The list of the model's <see cref="Admission"/> that it is in; guarded by that, like its neighbours.</summary>
    internal OperationList? Place { get; set; }

    internal PredictOperation? Next { get; set; }

    internal PredictOperation? Previous { get; set; }

    /// <summary>The model that it was admitted to.</summary>
    public ServingModel? Model { get; private set; }

    /// <summary>Names this use of the object; changes with every <see cref="Begin"/>.</summary>
    public long Generation => Volatile.Read(ref _state) >> 1;

    /// <summary>Whether a trial asks rather than a client.</summary>
    public bool IsTrial { get; private set; }

    /// <summary>What the caller awaits, once.</summary>
    public ValueTask<PredictOutcome> Answer => new(this, _caller.Version);

    /// <summary>Whether somebody still waits for the answer.</summary>
    public bool IsPending => (Volatile.Read(ref _state) & Answered) == 0;

    /// <summary>Ends the run; fires on the caller's cancellation or when the model is taken away.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Why the model took the run away, if it did.</summary>
    public ModelFault? Revoked { get; private set; }

    /// <summary>The checked inputs, filled by the binder before <see cref="Begin"/>.</summary>
    public Span<BoundTensor> Inputs => _inputs.AsSpan(0, _inputCount);

    /// <summary>Makes room for <paramref name="count"/> inputs.</summary>
    public Span<BoundTensor> Reserve(int count)
    {
        _inputs = _inputs.Length < count ? new BoundTensor[count] : _inputs;
        _inputCount = count;
        return Inputs;
    }

    /// <summary>Starts a new use. From here on both the caller and the model hold the operation.</summary>
    public void Begin(ServingModel model, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled, bool isTrial = false)
    {
        (Model, _tensors, Revoked, _holders, IsTrial) = (model, tensors, null, 2, isTrial);
        Volatile.Write(ref _state, (Generation + 1) << 1);
        _registration = cancelled.UnsafeRegister(static operation => ((PredictOperation)operation!).OnCancelled(), this);
    }

    /// <summary>
    /// Goes to another model, with its inputs bound for that, when no model has admitted it yet. A cancellation that still looks at the former
    /// one finds it nowhere there, answers the caller, and leaves the rest to the run.
    /// </summary>
    public void Move(ServingModel model) => Model = model;

    /// <summary>Answers the caller of <paramref name="generation"/>; false when it has its answer already.</summary>
    public bool TryAnswer(long generation, in PredictOutcome outcome)
    {
        long pending = generation << 1;
        if (Interlocked.CompareExchange(ref _state, pending | Answered, pending) != pending)
        {
            return false;
        }

        _caller.SetResult(outcome);
        return true;
    }

    /// <summary>Takes the run away: the engine is told to end and the caller will hear <paramref name="reason"/>.</summary>
    public void Revoke(ModelFault reason)
    {
        Revoked = reason;
        _ending.Cancel();
    }

    /// <summary>Ends the model's part without a run. The caller hears <paramref name="fault"/> unless it was answered.</summary>
    public void Refuse(ModelFault fault)
    {
        long generation = Generation;
        EndTensors();
        TryAnswer(generation, new PredictOutcome(null, fault));
        Release();
    }

    /// <summary>Frees the request's tensors: nobody reads them from here on.</summary>
    public void EndTensors()
    {
        foreach (RequestTensor tensor in _tensors)
        {
            tensor.Data.Dispose();
        }

        _tensors = [];
    }

    /// <summary>One of the two holders is done.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
        {
            return;
        }

        Model = null;
        if (!_untouchable && _ending.TryReset())
        {
            _inputs.AsSpan().Clear();
            _caller.Reset();
            _pool.Return(this);
        }
    }

    void IEngineWork.Execute(EngineThreads threads) => ModelRun.Execute(this, threads);

    PredictOutcome IValueTaskSource<PredictOutcome>.GetResult(short token)
    {
        PredictOutcome outcome = _caller.GetResult(token);
        // A cancellation that has begun may still hold on to this object for a moment, so then it is left to the collector.
        _untouchable = !_registration.Unregister() && _registration.Token.CanBeCanceled;
        _registration = default;
        Release();
        return outcome;
    }

    ValueTaskSourceStatus IValueTaskSource<PredictOutcome>.GetStatus(short token) => _caller.GetStatus(token);

    void IValueTaskSource<PredictOutcome>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _caller.OnCompleted(continuation, state, token, flags);

    private void OnCancelled()
    {
        // Read before the answer: once the caller is free, the model may let go of the operation at any moment.
        ServingModel model = Model!;
        if (!TryAnswer(Generation, new PredictOutcome(null, PredictFaults.Cancelled)))
        {
            return;
        }

        if (model.Admission.Withdraw(this))
        {
            EndTensors();
            Release();
        }
        else
        {
            _ending.Cancel();
        }
    }
}
