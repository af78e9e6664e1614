using Akka.Event;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Deployment.Planning;
using EdgeActors.Deployment.Running;

namespace EdgeActors.Deployment.Polling;

/// <summary>What the parts of the deployments' actor have of it. Everything is called, and comes back, on the actor's turn.</summary>
internal interface IDeploymentHost
{
    DeploymentState State { get; }

    DeploymentSetting Setting { get; }

    ILoggingAdapter Log { get; }

    DateTimeOffset Now { get; }

    TimeSpan Monotonic { get; }

    /// <summary>0 to 1.</summary>
    double Jitter { get; }

    /// <summary>Puts an event on stable storage and applies it, then goes on.</summary>
    void Persist(IDeploymentEvent happened, Action then);

    /// <summary>Works beside the mailbox, then goes on. What comes back after this life of the actor is dropped.</summary>
    void After<T>(Func<CancellationToken, Task<T>> work, Action<T> then, Action<Exception> failed);

    void Later(string key, TimeSpan delay, Action action);

    void StartRun(RunSetting setting, TakeBackStep? takeBack);

    void StopRun(string reason);
}
