namespace EdgeActors.Models;

/// <summary>
/// Why a request about a model was refused. One table maps these to gRPC status codes (EdgeRuntime/Grpc); the names are the
/// codes' own.
/// </summary>
public enum FaultCode
{
    /// <summary>No such model, or nothing at the url.</summary>
    NotFound,

    /// <summary>The handle is in use.</summary>
    AlreadyExists,

    /// <summary>The request contradicts the model or the contract.</summary>
    InvalidArgument,

    /// <summary>The package cannot be loaded on this device.</summary>
    FailedPrecondition,

    /// <summary>A bound was reached: memory, queue, message size. Trying later may work.</summary>
    ResourceExhausted,

    /// <summary>The client's deadline passed.</summary>
    DeadlineExceeded,

    /// <summary>The client gave up.</summary>
    Cancelled,

    /// <summary>The agent is stopping, or the model is going away.</summary>
    Unavailable,

    /// <summary>A fault of the agent or the engine.</summary>
    Internal,
}

/// <summary>A refusal, worded for the person who has to act on it.</summary>
/// <param name="Code">What kind.</param>
/// <param name="Message">What was wrong, what was expected and what to do; no internal names.</param>
/// <param name="RetryAfter">For <see cref="FaultCode.ResourceExhausted"/>: when it may be worth trying again.</param>
public sealed record ModelFault(FaultCode Code, string Message, TimeSpan? RetryAfter = null);

/// <summary>Carries a <see cref="ModelFault"/> out of an engine, to the place where it becomes a reply.</summary>
public sealed class ModelFaultException(ModelFault fault, Exception? cause = null) : Exception(fault.Message, cause)
{
    /// <summary>Shorthand for a fault without a retry hint.</summary>
    public ModelFaultException(FaultCode code, string message, Exception? cause = null)
        : this(new ModelFault(code, message), cause)
    {
    }

    /// <summary>The refusal to send.</summary>
    public ModelFault Fault { get; } = fault;
}
