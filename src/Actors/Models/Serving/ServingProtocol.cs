using Akka.Actor;
using EdgeActors.Models.Registry;

namespace EdgeActors.Models.Serving;

/// <summary>
/// Between the registry and a model's actor, besides predictions. All of it stays in the process. A generation names one
/// load of a handle, so that what is late meets nobody.
/// </summary>
internal static class ServingProtocol
{
    /// <summary>To the model: take no more, answer what is there, free the session, stop.</summary>
    /// <param name="Timeout">After this, what waits is refused and what runs is ended; after twice this, the registry is told.</param>
    public sealed record Drain(TimeSpan Timeout) : INoSerializationVerificationNeeded;

    /// <summary>To the model: the engine threw what it should not.</summary>
    public sealed record EngineFailed(Exception Failure) : INoSerializationVerificationNeeded;

    /// <summary>To the registry: the model serves.</summary>
    public sealed record ModelReady(long Generation, ServingModel Model) : RegistryProtocol.INotice;

    /// <summary>To the registry: it will never serve.</summary>
    public sealed record ModelFailed(long Generation, ModelFault Fault) : RegistryProtocol.INotice;

    /// <summary>To the registry: the last answer is out and the engine's memory is free.</summary>
    public sealed record ModelDrained(long Generation) : RegistryProtocol.INotice;

    /// <summary>To the registry: the drain's time is up and the engine's memory is not free.</summary>
    /// <param name="Generation">The load.</param>
    /// <param name="Held">Who still holds the session; all zero while the engine frees it.</param>
    public sealed record ModelStuck(long Generation, AdmissionCounts Held) : RegistryProtocol.INotice;
}
