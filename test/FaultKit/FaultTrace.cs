using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EdgeActors.FaultKit;

/// <summary>What has happened, in order. Thread-safe.</summary>
public sealed class FaultTrace
{
    private readonly Lock _lock = new();
    private readonly Queue<FaultStep> _steps = [];
    private readonly List<ChannelWriter<FaultStep>> _followers = [];
    private readonly int _limit;
    private long _number;

    internal FaultTrace(int limit) => _limit = limit;

    /// <summary>The steps that are kept, oldest first.</summary>
    public IReadOnlyList<FaultStep> Steps
    {
        get
        {
            lock (_lock)
            {
                return [.. _steps];
            }
        }
    }

    /// <summary>A script that does again exactly what these steps did, given the same messages and calls.</summary>
    public static FaultScript Replay(IEnumerable<FaultStep> steps) =>
        new(FaultScript.DefaultSeed, [.. steps.OrderBy(step => step.Number).Select(step => step.AsRule())]);

    /// <summary>The same of a trace's text, as <see cref="ToString"/> or the socket gave it.</summary>
    /// <exception cref="FaultScriptException">A line is no step; the message names it.</exception>
    public static FaultScript Replay(string text) => Replay(
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(FaultStep.Parse));

    /// <summary>All steps so far, then each new one as it happens.</summary>
    public async IAsyncEnumerable<FaultStep> FollowAsync([EnumeratorCancellation] CancellationToken cancelled)
    {
        Channel<FaultStep> channel = Channel.CreateBounded<FaultStep>(new BoundedChannelOptions(_limit) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            foreach (FaultStep step in _steps)
            {
                channel.Writer.TryWrite(step);
            }

            _followers.Add(channel.Writer);
        }

        try
        {
            await foreach (FaultStep step in channel.Reader.ReadAllAsync(cancelled))
            {
                yield return step;
            }
        }
        finally
        {
            lock (_lock)
            {
                _followers.Remove(channel.Writer);
            }
        }
    }

    /// <summary>One step a line.</summary>
    public override string ToString() => string.Join('\n', Steps);

    internal void Add(TimeSpan at, PlannedFault fault)
    {
        lock (_lock)
        {
            FaultStep step = new(++_number, at, fault.Point, fault.Moment, fault.Rule, fault.Action);
            _steps.Enqueue(step);
            if (_steps.Count > _limit)
            {
                _steps.Dequeue();
            }

            _followers.ForEach(follower => follower.TryWrite(step));
        }
    }
}
