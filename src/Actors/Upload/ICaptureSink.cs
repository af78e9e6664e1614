namespace EdgeActors.Upload;

/// <summary>
/// Where captured data end up: a folder or a bucket. An adapter knows how to put one object durably under a key and how to refer to it;
/// which objects a batch becomes is decided by the layout (contract §4).
/// </summary>
public interface ICaptureSink
{
    /// <summary>What a record's <c>data-ref</c> says for the key: <c>file:///…</c> or <c>s3://bucket/key</c>.</summary>
    string ReferenceTo(string key);

    /// <summary>
    /// Puts one object; durable when the result is <see cref="SinkOutcome.Stored"/>. Putting the same key again overwrites it with the same
    /// bytes. Never throws but for cancellation; never blocks the caller's thread; obeys its own time-outs.
    /// </summary>
    Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled);
}

/// <summary>An object to be put.</summary>
/// <param name="Key">Relative to bucket or folder, parts separated by <c>/</c>, at most 1024 bytes of UTF-8, no <c>.</c> or <c>..</c> parts.</param>
/// <param name="ContentType">MIME type.</param>
/// <param name="Length">Bytes.</param>
/// <param name="OpenAsync">Opens the content from its begin, as often as a retry needs it.</param>
public sealed record SinkObject(string Key, string ContentType, long Length, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>How a put ended.</summary>
/// <param name="Outcome">What to do next.</param>
/// <param name="Reason">For log and status, safe to show; empty when stored.</param>
/// <param name="RetryAfter">When the sink itself asked for a pause.</param>
/// <param name="RetryWithin">When a failure cost nobody anything, such as keys that are not there yet: the longest pause before the next try.</param>
public sealed record SinkResult(SinkOutcome Outcome, string Reason = "", TimeSpan? RetryAfter = null, TimeSpan? RetryWithin = null)
{
    /// <summary>It is there.</summary>
    public static SinkResult Stored { get; } = new(SinkOutcome.Stored);
}

/// <summary>What a put's end means for the uploader.</summary>
public enum SinkOutcome
{
    /// <summary>Durable under its key.</summary>
    Stored,

    /// <summary>Not now: the sink or the way to it is out of order (network, 5xx, throttling, credentials, disk full). Nothing is wrong with the object.</summary>
    Unavailable,

    /// <summary>This object is refused (403, 400 …). If others are stored meanwhile it is given up after some tries; if all are refused it is an outage.</summary>
    Refused,

    /// <summary>The content could not be read from the spool (missing or damaged): retrying cannot help.</summary>
    Unreadable,
}
