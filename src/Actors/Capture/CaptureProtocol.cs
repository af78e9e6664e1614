using System.Collections.Immutable;

namespace EdgeActors.Capture;

/// <summary>What the capture buffer understands and answers, for callers outside the actors: see <see cref="ICaptureBuffer"/>.</summary>
public static class CaptureProtocol
{
    /// <summary>A reply to a capture.</summary>
    public interface ICaptureReply;

    /// <summary>The capture is accepted; with <c>DbEnable</c> it is on stable storage.</summary>
    public sealed record CaptureAccepted : ICaptureReply
    {
        /// <summary>The only value.</summary>
        public static CaptureAccepted Instance { get; } = new();
    }

    /// <summary>The capture is not accepted and nothing of it is kept.</summary>
    /// <param name="Reason">Which kind; one table maps it to a gRPC status.</param>
    /// <param name="Message">What was wrong and what to do, for a person; no paths, no exception text.</param>
    /// <param name="RetryAfter">When it may be worth trying again; null when waiting does not help or nobody knows.</param>
    public sealed record CaptureRefused(CaptureRefusal Reason, string Message, TimeSpan? RetryAfter = null) : ICaptureReply;
}

/// <summary>Why a capture was refused. The gRPC status that answers it stands behind each (contract §1.3).</summary>
public enum CaptureRefusal
{
    /// <summary>The capture id is known already: ALREADY_EXISTS.</summary>
    DuplicateId,

    /// <summary>Buffer, spool, memory or disk is full: RESOURCE_EXHAUSTED.</summary>
    Full,

    /// <summary>The inference time is later than the allowed clock skew: OUT_OF_RANGE.</summary>
    FutureTimestamp,

    /// <summary>Capture id, tensor or auxiliary data malformed: INVALID_ARGUMENT.</summary>
    Malformed,

    /// <summary>No model is loaded under the alias: NOT_FOUND.</summary>
    UnknownModel,

    /// <summary>The cloud cannot be reached and nothing more can be kept: FAILED_PRECONDITION.</summary>
    CloudUnreachable,

    /// <summary>The journal or the spool failed; whether the capture was stored is told by its status only: INTERNAL.</summary>
    NotStored,

    /// <summary>The agent is starting or stopping: UNAVAILABLE.</summary>
    Unavailable,
}

/// <summary>Where a capture is on its way. The values are those of the wire enum <c>CaptureDataStatus</c>.</summary>
public enum CaptureStatus
{
    /// <summary>Given up: refused for good by the sink, or evicted by the spool's policy.</summary>
    Failure = 0,

    /// <summary>Stored in the sink.</summary>
    Success = 1,

    /// <summary>Accepted and on its way.</summary>
    InProgress = 2,

    /// <summary>Never seen, or forgotten (ids are remembered within a bound).</summary>
    NotFound = 3,
}

/// <summary>The way in for captured data.</summary>
public interface ICaptureBuffer
{
    /// <summary>
    /// What every capture would hear now, whatever it holds; null when it has to be offered. Any thread may ask at any rate, and need not keep a
    /// capture that would be refused.
    /// </summary>
    CaptureProtocol.CaptureRefused? Full { get; }

    /// <summary>Accepts or refuses a capture. Never throws for what a client, a disk or a cloud can cause.</summary>
    /// <param name="draft">The capture; its bytes must not change any more.</param>
    /// <param name="cancelled">Ends the wait with <see cref="OperationCanceledException"/>; the capture may be accepted all the same.</param>
    ValueTask<CaptureProtocol.ICaptureReply> AcceptAsync(CaptureDraft draft, CancellationToken cancelled);

    /// <summary>Where the capture is. Remembered ids survive restarts with <c>DbEnable</c>.</summary>
    /// <exception cref="CaptureUnavailableException">The buffer is down and is being started again: UNAVAILABLE.</exception>
    ValueTask<CaptureStatus> StatusAsync(string captureId, CancellationToken cancelled);
}

/// <summary>Nobody can say where a capture is just now. The message is for clients.</summary>
public sealed class CaptureUnavailableException(CaptureProtocol.CaptureRefused refused) : Exception(refused.Message)
{
    /// <summary>What a capture would hear now.</summary>
    public CaptureProtocol.CaptureRefused Refused => refused;
}

/// <summary>A capture as a client sent it, checked for form.</summary>
/// <param name="CaptureId">1 to 256 characters, none of them a control character. Opaque: never a path.</param>
/// <param name="Model">Alias of the model.</param>
/// <param name="ModelName">Name for records and keys: the package's own if it says one, else the alias.</param>
/// <param name="ModelVersion">The package's version, or the configured word for "none".</param>
/// <param name="InferenceTime">As the client says; null for now.</param>
/// <param name="Items">Tensors and auxiliary data in the order of the request; may be empty.</param>
public sealed record CaptureDraft(
    string CaptureId,
    string Model,
    string ModelName,
    string ModelVersion,
    DateTimeOffset? InferenceTime,
    ImmutableArray<CaptureDraftItem> Items);

/// <summary>One tensor or auxiliary datum of a <see cref="CaptureDraft"/>.</summary>
/// <param name="Kind">Which of the record's four arrays it goes to.</param>
/// <param name="Name">For people and records; tensor names that are no UTF-8 come escaped.</param>
/// <param name="ContentType">The record's <c>observedContentType</c>, for example <c>Tensor[FLOAT32; 1, 10]</c> or <c>json</c>.</param>
/// <param name="IsBase64">Whether the client sent BASE64 text, which must not be encoded twice.</param>
/// <param name="Data">The bytes, copied from the request or the shared-memory segment at the call.</param>
public sealed record CaptureDraftItem(CaptureItemKind Kind, string Name, string ContentType, bool IsBase64, ReadOnlyMemory<byte> Data);

/// <summary>Which array of the record an item belongs to.</summary>
public enum CaptureItemKind
{
    /// <summary><c>deviceFleetInputs</c>.</summary>
    InputTensor = 0,

    /// <summary><c>deviceFleetOutputs</c>.</summary>
    OutputTensor = 1,

    /// <summary><c>deviceFleetAuxiliaryInputs</c>.</summary>
    AuxiliaryInput = 2,

    /// <summary><c>deviceFleetAuxiliaryOutputs</c>.</summary>
    AuxiliaryOutput = 3,
}
