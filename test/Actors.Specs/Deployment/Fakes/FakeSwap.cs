using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Deployment.Fakes;

/// <summary>
/// A registry in memory. A package called <c>…broken…</c> does not load, <c>…unfit…</c> fails its trial, <c>…errs…</c> fails its clients, <c>…slow…</c> is ten times
/// slower. Clients use every model that serves, whenever it is looked at.
/// </summary>
internal sealed class FakeSwap : IModelSwap
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (string Handle, string Folder, long Looks)> _loaded = [];
    private readonly Dictionary<string, long> _serving = [];
    private long _next;

    /// <summary>Trials that find no room, the next ones.</summary>
    public int WithoutRoom { get; set; }

    /// <summary>Trials so far.</summary>
    public int Trials { get; private set; }

    /// <summary>Whether the registry takes nothing any more.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Folder by handle, of what clients see.</summary>
    public ImmutableSortedDictionary<string, string> Serving
    {
        get
        {
            lock (_gate)
            {
                return _serving.ToImmutableSortedDictionary(static one => one.Key, one => _loaded[one.Value].Folder);
            }
        }
    }

    public int Loaded
    {
        get
        {
            lock (_gate)
            {
                return _loaded.Count;
            }
        }
    }

    /// <summary>A client loads a model, as LoadModel does.</summary>
    public void ClientLoads(string handle, string folder)
    {
        lock (_gate)
        {
            _loaded[++_next] = (handle, folder, 0);
            _serving.Add(handle, _next);
        }
    }

    /// <summary>A client unloads a model, as UnLoadModel does.</summary>
    public void ClientUnloads(string handle)
    {
        lock (_gate)
        {
            if (_serving.Remove(handle, out long id))
            {
                _loaded.Remove(id);
            }
        }
    }

    public Task<SwapAnswer> StageAsync(string handle, string folder, CancellationToken cancelled) => Locked(() =>
    {
        cancelled.ThrowIfCancellationRequested();
        if (folder.Contains("broken", StringComparison.Ordinal))
        {
            return new SwapAnswer(new ModelFault(FaultCode.FailedPrecondition, "the file is no model"));
        }

        _loaded[++_next] = (handle, folder, 0);
        return new SwapAnswer(null, _next, Info(handle, folder));
    });

    public ValueTask<PredictOutcome> PredictAsync(long id, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled) =>
        throw new NotSupportedException("the trial is a fake too");

    public Task<SwapAnswer> PublishAsync(string handle, long id, CancellationToken cancelled) => Locked(() =>
    {
        if (!_loaded.TryGetValue(id, out (string Handle, string Folder, long Looks) model))
        {
            return new SwapAnswer(new ModelFault(FaultCode.NotFound, $"no model {id}"));
        }

        long? aside = _serving.TryGetValue(handle, out long before) && before != id ? before : null;
        _serving[handle] = id;
        return new SwapAnswer(null, aside, Info(handle, model.Folder));
    });

    public Task<SwapAnswer> WithdrawAsync(string handle, CancellationToken cancelled) =>
        Locked(() => new SwapAnswer(null, _serving.Remove(handle, out long id) ? id : null));

    public Task<SwapAnswer> ReleaseAsync(long id, CancellationToken cancelled) => Locked(() =>
        _serving.ContainsValue(id) ? throw new InvalidOperationException($"{_loaded[id]} serves and was released")
        : _loaded.Remove(id) ? new SwapAnswer(null)
        : new SwapAnswer(new ModelFault(FaultCode.NotFound, $"no model {id}")));

    public ModelReading? Read(long id)
    {
        lock (_gate)
        {
            if (!_loaded.TryGetValue(id, out (string Handle, string Folder, long Looks) model))
            {
                return null;
            }

            bool isUsed = _serving.ContainsValue(id);
            _loaded[id] = isUsed ? model with { Looks = model.Looks + 1 } : model;
            long runs = 100 * _loaded[id].Looks;
            int milliseconds = model.Folder.Contains("slow", StringComparison.Ordinal) ? 100 : 10;
            return new ModelReading(
                id,
                Info(model.Handle, model.Folder),
                runs,
                model.Folder.Contains("errs", StringComparison.Ordinal) ? runs / 2 : 0,
                TimeSpan.FromMilliseconds(milliseconds * runs),
                TimeSpan.FromMilliseconds(milliseconds),
                null);
        }
    }

    public long? Find(string handle)
    {
        lock (_gate)
        {
            return _serving.TryGetValue(handle, out long id) ? id : null;
        }
    }

    /// <summary>The trial of a staged model.</summary>
    public Task<TrialResult> TryAsync(long staged, string folder, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        Trials++;
        if (WithoutRoom > 0)
        {
            WithoutRoom--;
            return Task.FromResult<TrialResult>(new TrialResult.Unfit(new ModelFault(FaultCode.ResourceExhausted, "a run wants 4 TiB")));
        }

        TrialTiming timing = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(9));
        return Task.FromResult<TrialResult>(folder.Contains("unfit", StringComparison.Ordinal)
            ? new TrialResult.Unfit(new ModelFault(FaultCode.Internal, "it fails on zeros"))
            : new TrialResult.Fit(timing, null, Recorded: false));
    }

    private Task<SwapAnswer> Locked(Func<SwapAnswer> action)
    {
        lock (_gate)
        {
            return Task.FromResult(IsStopping ? new SwapAnswer(new ModelFault(FaultCode.Unavailable, "the agent is stopping")) : action());
        }
    }

    private static ModelInfo Info(string handle, string folder) => new(handle, folder, [], []);
}
