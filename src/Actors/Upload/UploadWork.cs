using System.Collections.Concurrent;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Upload;

/// <summary>A batch in the uploader's hands.</summary>
internal sealed class UploadWork(BatchToUpload batch, ConcurrentDictionary<string, bool>? stored = null)
{
    public BatchToUpload Batch => batch;

    public long Number => batch.Number;

    /// <summary>Keys that the sink took already.</summary>
    public ConcurrentDictionary<string, bool> Stored { get; } = stored ?? [];

    /// <summary>Attempts so far: an older one's end is nobody's.</summary>
    public int Attempts { get; set; }
}

/// <summary>What the lanes need of their actor.</summary>
internal interface IUploadHost
{
    UploadPace Pace { get; }

    TimeSpan Now { get; }

    /// <summary>Says something to the owner of the batches.</summary>
    void Say(object message);

    /// <summary>Begins to put; its end comes back to the lane.</summary>
    void Attempt(UploadWork work);

    /// <summary>The sink takes nothing.</summary>
    void Fail(PutOutcome outcome);

    /// <summary>A pause with jitter after so many rounds.</summary>
    TimeSpan Delay(int rounds);

    /// <summary>Runs an action after a while; again replaces it.</summary>
    void Later(string key, TimeSpan delay, Action action);
}
