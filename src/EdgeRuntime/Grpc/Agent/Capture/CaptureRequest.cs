using System.Collections.Immutable;
using System.Text;
using EdgeActors.Capture;
using EdgeActors.Models;
using EdgeActors.Models.Binding;
using EdgeActors.Protocol.Grpc;
using EdgeActors.SharedMemory;
using EdgeActors.Wording;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>Judges what a CaptureDataRequest says, and makes a <see cref="CaptureDraft"/> of it.</summary>
internal sealed class CaptureRequest(IModelCatalog models, SharedMemoryTensors segments, CaptureRequestOptions options)
{
    /// <summary>Characters of the longest capture id.</summary>
    public const int LongestId = 256;

    private const long FirstSecond = -62_135_596_800; // 0001-01-01
    private const long LastSecond = 253_402_300_799; // 9999-12-31T23:59:59
    private const int NanosPerSecond = 1_000_000_000;
    private const int NanosPerTick = 100;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks id, model, time, tensors and auxiliary data, and copies what lies in shared memory.</summary>
    /// <exception cref="GrpcException">INVALID_ARGUMENT, NOT_FOUND, RESOURCE_EXHAUSTED, UNAVAILABLE or INTERNAL.</exception>
    public CaptureDraft Judge(CaptureRequestParser request, CaptureMemory.Share memory)
    {
        if (models.IsStopping)
        {
            throw Refuse(CaptureRefusal.Unavailable, "the agent is stopping and takes no new captures; connect again when it is back");
        }

        string id = IdOf(request.CaptureId);
        ModelInfo model = ModelOf(request);
        DateTimeOffset? time = TimeOf(request.Seconds, request.Nanos);
        CaptureItemData data = new(segments, memory);
        ImmutableArray<CaptureDraftItem>.Builder items = ImmutableArray.CreateBuilder<CaptureDraftItem>(request.Items.Count);
        long head = 0;
        foreach (CaptureItemDraft draft in request.Items)
        {
            CaptureDraftItem item = draft.IsTensor ? CapturedTensor.Of(draft, data) : CapturedAuxiliary.Of(draft, data);
            items.Add(item);
            head += Encoding.UTF8.GetByteCount(item.Name) + Encoding.UTF8.GetByteCount(item.ContentType);
            if (head > options.MaxHeadBytes)
            {
                throw Invalid($"the names and shapes of the capture take more than {options.MaxHeadBytes} bytes: use shorter names or several captures");
            }
        }

        return new CaptureDraft(
            id,
            model.Handle,
            model.PackageName ?? model.Handle,
            model.PackageVersion ?? options.NoVersion,
            time,
            items.MoveToImmutable());
    }

    /// <summary>A refusal of what the client sent.</summary>
    public static GrpcException Invalid(string what) => Refuse(CaptureRefusal.Malformed, what);

    private static GrpcException Refuse(CaptureRefusal reason, string what) =>
        CaptureRefusalStatus.ToException(new CaptureProtocol.CaptureRefused(reason, what));

    private static string IdOf(byte[] sent)
    {
        string id;
        try
        {
            id = Strict.GetString(sent);
        }
        catch (DecoderFallbackException fault)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "the capture_id is not UTF-8: send text, a UUID for example", fault);
        }

        return id.Length == 0 ? throw Invalid("the capture_id is empty: send one that is not used twice, a UUID for example")
            : id.Length > LongestId ? throw Invalid($"the capture_id has {id.Length} characters; {LongestId} are allowed")
            : id.Any(char.IsControl) ? throw Invalid($"the capture_id \"{Printable.Of(id)}\" holds a control character; leave it out")
            : id;
    }

    private ModelInfo ModelOf(CaptureRequestParser request)
    {
        string alias = request.ModelHandle.Length > 0 ? request.ModelHandle
            : request.ModelName.Length > 0 ? request.ModelName
            : throw Invalid("the request names no model: set model_handle (or model_name) to the alias that LoadModel was given");
        if (models.Find(alias) is { } model)
        {
            return model;
        }

        string hint = NearestName.Of(alias, models.Handles) is { } near ? $"did you mean '{near}'?" : "see ListModels for what is there";
        throw Refuse(CaptureRefusal.UnknownModel, $"no model is loaded as '{Printable.Of(alias)}'; load it with LoadModel first, {hint}");
    }

    private static DateTimeOffset? TimeOf(long seconds, int nanos)
    {
        if (seconds is < FirstSecond or > LastSecond || nanos is < 0 or >= NanosPerSecond)
        {
            throw Invalid(
                $"the inference_timestamp {seconds} s + {nanos} ns is no time: seconds since 1970 within the years 1 to 9999 and 0 to 999999999 nanoseconds are expected, or none for now");
        }

        return (seconds, nanos) == (0, 0) ? null : DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / NanosPerTick);
    }
}
