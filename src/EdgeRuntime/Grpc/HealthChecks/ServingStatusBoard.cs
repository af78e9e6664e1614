using System.Collections.Immutable;
using static EdgeActors.Protocol.Health.HealthCheckResponse.Types;

namespace EdgeActors.Grpc.HealthChecks;

/// <summary>
/// Which services can serve. Others set it; health checks read it and wait on it. The empty name stands for the whole agent.
/// Thread-safe.
/// </summary>
internal sealed class ServingStatusBoard
{
    /// <summary>The name of the device API in health checks.</summary>
    public const string AgentService = "AWS.SageMaker.Edge.Agent";

    private readonly Lock _gate = new();
    private ImmutableDictionary<string, ServingStatus> _statuses = ImmutableDictionary<string, ServingStatus>.Empty
        .Add("", ServingStatus.NotServing)
        .Add(AgentService, ServingStatus.NotServing);

    private TaskCompletionSource _changed = NewSignal();

    /// <summary>True once the agent stops; nothing changes any more.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Reports a service's status. Until then both known services are NOT_SERVING. After <see cref="Stop"/> without effect.</summary>
    public void Set(string service, ServingStatus status)
    {
        lock (_gate)
        {
            if (!Stopped && (!_statuses.TryGetValue(service, out var before) || before != status))
            {
                Publish(_statuses.SetItem(service, status));
            }
        }
    }

    /// <summary>Reports the whole agent and its API as serving.</summary>
    public void SetServing()
    {
        Set("", ServingStatus.Serving);
        Set(AgentService, ServingStatus.Serving);
    }

    /// <summary>Everything is NOT_SERVING from now on, and those who watch are let go.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (!Stopped)
            {
                Stopped = true;
                Publish(_statuses.ToImmutableDictionary(entry => entry.Key, _ => ServingStatus.NotServing));
            }
        }
    }

    /// <summary>A service's status now, null when unknown, and a task that ends with the next change of any service.</summary>
    public (ServingStatus? Status, Task Changed, bool Stopped) Look(string service)
    {
        lock (_gate)
        {
            ServingStatus? status = _statuses.TryGetValue(service, out var known) ? known : null;
            return (status, _changed.Task, Stopped);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Publish(ImmutableDictionary<string, ServingStatus> statuses)
    {
        _statuses = statuses;
        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }
}
