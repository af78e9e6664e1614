using EdgeActors.Capture;
using EdgeActors.Models;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

/// <summary>A buffer that answers as told, at once or when released, and shows what it was given.</summary>
internal sealed class FakeCaptureBuffer(CaptureProtocol.ICaptureReply? reply = null) : ICaptureBuffer
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Holds { get; init; }

    public CaptureProtocol.CaptureRefused? Full { get; init; }

    public CaptureDraft? Draft { get; private set; }

    public Dictionary<string, CaptureStatus> Statuses { get; } = [];

    public void Release() => _released.SetResult();

    public async ValueTask<CaptureProtocol.ICaptureReply> AcceptAsync(CaptureDraft draft, CancellationToken cancelled)
    {
        Draft = draft;
        if (Holds)
        {
            await _released.Task.WaitAsync(cancelled);
        }

        return reply ?? CaptureProtocol.CaptureAccepted.Instance;
    }

    public async ValueTask<CaptureStatus> StatusAsync(string captureId, CancellationToken cancelled)
    {
        if (Holds)
        {
            await _released.Task.WaitAsync(cancelled);
        }

        return reply is CaptureProtocol.CaptureRefused down
            ? throw new CaptureUnavailableException(down)
            : Statuses.GetValueOrDefault(captureId, CaptureStatus.NotFound);
    }
}

/// <summary>Models that exist on paper only.</summary>
internal sealed class FakeCatalog(params ModelInfo[] models) : IModelCatalog
{
    public bool IsStopping { get; init; }

    public IReadOnlyCollection<string> Handles => [.. models.Select(model => model.Handle)];

    public ModelInfo? Find(string handle) => models.SingleOrDefault(model => model.Handle == handle);
}
