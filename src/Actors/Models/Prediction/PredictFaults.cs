using System.Globalization;
using EdgeActors.Wording;

namespace EdgeActors.Models.Prediction;

/// <summary>Refusals of a prediction that are not about its tensors.</summary>
internal static class PredictFaults
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    public static ModelFault Cancelled { get; } =
        new(FaultCode.Cancelled, "the client gave up or its deadline passed before the model had answered");

    public static ModelFault Stopping { get; } =
        new(FaultCode.Unavailable, "the agent is stopping and takes no new work; connect again when it is back");

    public static ModelFault NotLoaded(string handle) =>
        new(FaultCode.NotFound, $"no model is loaded as '{Printable.Of(handle)}'; load it with LoadModel, or see ListModels for what is there");

    public static ModelFault Unloading(string handle) =>
        new(FaultCode.Unavailable, $"the model '{handle}' was unloaded before this prediction was done; load it again and retry");

    public static ModelFault Crashed(string handle) =>
        new(FaultCode.Internal, $"the agent failed while it took this prediction for the model '{handle}'; the model serves on, so retry");

    public static ModelFault Gone(string handle) =>
        new(FaultCode.Unavailable, $"the model '{handle}' stopped unexpectedly; load it again");

    public static ModelFault EngineFailed(string handle) =>
        new(FaultCode.Internal, $"the engine failed in a way it does not explain while it ran the model '{handle}'; the agent's log has the details");

    public static ModelFault QueueFull(string handle, int waiting, TimeSpan retry) =>
        new(
            FaultCode.ResourceExhausted,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting} predictions wait for the model '{handle}' already, which is the limit; retry in {retry.TotalMilliseconds:F0} ms, send fewer at once, or raise the queue's size"),
            retry);

    /// <summary>
    /// When half of what waits should be done: waiting runs, at the mean time of a run, side by side. Between 10 ms and 5 s.
    /// </summary>
    public static TimeSpan RetryAfter(int waiting, int concurrency, TimeSpan meanRun)
    {
        TimeSpan half = meanRun * (waiting / 2.0 / concurrency);
        return half < ShortestRetry ? ShortestRetry : half > LongestRetry ? LongestRetry : half;
    }
}
