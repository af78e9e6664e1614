using System.Collections.Immutable;
using System.Globalization;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Swap.Trial;

/// <summary>
/// Runs a staged model a few times before clients see it, on inputs that came with it or on zeros, and the same on the model that serves, so that one that
/// fails or is far slower is found out beforehand. What it answers is not looked at: a network may well say NaN to zeros.
/// </summary>
public sealed class ModelTrial(IModelSwap swap, ITrialInputs recordings, TrialOptions options, GateOptions gate, TimeProvider clock)
{
    /// <summary>Tries the staged model <paramref name="id"/>, loaded from <paramref name="folder"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancelled"/> has fired.</exception>
    public async Task<TrialResult> RunAsync(long id, string folder, CancellationToken cancelled)
    {
        if (swap.Read(id) is not { Model: { } model })
        {
            return new TrialResult.Unfit(new ModelFault(FaultCode.NotFound, "it is no longer loaded; stage its folder again"));
        }

        using CancellationTokenSource limit = new(options.TimeLimit, clock);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancelled);
        try
        {
            TrialResult result = await TryAsync(id, model, folder, ending.Token);
            cancelled.ThrowIfCancellationRequested();
            return result;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return new TrialResult.Unfit(TooLong());
        }
    }

    private async Task<TrialResult> TryAsync(long id, ModelInfo model, string folder, CancellationToken ending)
    {
        RecordedInputs recorded = await recordings.ReadAsync(folder, model.Inputs, options.MaxInputBytes, ending);
        if (recorded.Fault is { } unusable)
        {
            return new TrialResult.Unfit(new ModelFault(FaultCode.FailedPrecondition, $"its recorded inputs cannot be used: {unusable}"));
        }

        bool isRecorded = recorded.Tensors.Length > 0;
        IEnumerable<ImmutableArray<TrialTensor>> inputs =
            isRecorded ? [recorded.Tensors] : GeneratedInputs.For(model.Inputs, options.MaxInputBytes);
        ModelFault? failure = null;
        foreach (ImmutableArray<TrialTensor> tensors in inputs)
        {
            RequestTensor[] request = TrialRequest.Of(tensors);
            (TrialTiming timing, failure) = await TimeAsync(id, request, ending);
            if (failure is null)
            {
                TrialTiming? former = await FormerAsync(id, model.Handle, request, ending);
                return TrialDecision.OfTimes(timing, former, isRecorded, gate);
            }

            if (TrialDecision.IsTheAgents(failure))
            {
                break;
            }
        }

        return failure is null
            ? new TrialResult.Untried(string.Create(
                CultureInfo.InvariantCulture, $"its inputs take more than {options.MaxInputBytes} bytes, which is the most that a trial gives"))
            : TrialDecision.OfFault(failure, !isRecorded && GeneratedInputs.AreGuessed(model.Inputs), isRecorded);
    }

    // Whatever becomes of these runs is no fault of the new model.
    private async Task<TrialTiming?> FormerAsync(long id, string handle, RequestTensor[] request, CancellationToken ending)
    {
        if (swap.Find(handle) is not { } former || former == id)
        {
            return null;
        }

        try
        {
            (TrialTiming timing, ModelFault? failure) = await TimeAsync(former, request, ending);
            return failure is null ? timing : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<(TrialTiming Timing, ModelFault? Failure)> TimeAsync(long id, RequestTensor[] request, CancellationToken ending)
    {
        TimeSpan total = TimeSpan.Zero;
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int run = 0; run <= options.Runs; run++)
        {
            long started = clock.GetTimestamp();
            PredictOutcome outcome = await swap.PredictAsync(id, request, ending);
            TimeSpan took = clock.GetElapsedTime(started);
            outcome.Result?.Dispose();
            ending.ThrowIfCancellationRequested();
            if (outcome.Fault is { } failure)
            {
                return (default, failure);
            }

            // The first one is slow with many engines.
            if (run > 0)
            {
                total += took;
                shortest = took < shortest ? took : shortest;
            }
        }

        return (new TrialTiming(total / options.Runs, shortest), null);
    }

    private ModelFault TooLong() => new(
        FaultCode.DeadlineExceeded,
        string.Create(CultureInfo.InvariantCulture, $"its trial did not end in {options.TimeLimit.TotalSeconds:0.#} s"));
}
