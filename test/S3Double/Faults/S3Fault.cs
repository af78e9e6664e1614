namespace EdgeActors.S3Double.Faults;

/// <summary>What can go wrong with one request.</summary>
public abstract record S3Fault
{
    private S3Fault()
    {
    }

    /// <summary>True: the request is carried out first and only its answer suffers (a lost acknowledgement). Default false.</summary>
    public bool AfterStoring { get; init; }

    /// <summary>503 SlowDown, with Retry-After when a pause is given (whole seconds).</summary>
    public static S3Fault SlowDown(TimeSpan? retryAfter = null) => new Answer(503, "SlowDown", "Please reduce your request rate.", retryAfter);

    /// <summary>500 InternalError.</summary>
    public static S3Fault InternalError() => new Answer(500, "InternalError", "We encountered an internal error. Please try again.");

    /// <summary>The object is stored, the answer is 500 InternalError.</summary>
    public static S3Fault LostAnswer() => InternalError() with { AfterStoring = true };

    /// <summary>403 AccessDenied.</summary>
    public static S3Fault AccessDenied() => new Answer(403, "AccessDenied", "Access Denied");

    /// <summary>404 NoSuchBucket.</summary>
    public static S3Fault NoSuchBucket() => new Answer(404, "NoSuchBucket", "The specified bucket does not exist");

    /// <summary>Answers an error document.</summary>
    /// <param name="Status">HTTP status; 200 sends the error inside a success, as S3 may do for a completed multipart upload.</param>
    /// <param name="Code">S3 error code.</param>
    /// <param name="Message">Text for people.</param>
    /// <param name="RetryAfter">Sent in whole seconds when given.</param>
    public sealed record Answer(int Status, string Code, string Message = "", TimeSpan? RetryAfter = null) : S3Fault;

    /// <summary>Cuts the connection instead of an answer.</summary>
    public sealed record Reset : S3Fault;

    /// <summary>Says nothing until <see cref="Release"/> or until the client goes; then goes on as if nothing had been.</summary>
    public sealed record Hang : S3Fault
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Released => _released.Task;

        /// <summary>Lets everything go on that hangs here, and all that comes later pass.</summary>
        public void Release() => _released.TrySetResult();
    }

    /// <summary>Reads the request and writes the answer at a rate, by the server's clock.</summary>
    /// <param name="BytesPerSecond">Above 0.</param>
    public sealed record Slow(int BytesPerSecond) : S3Fault;

    /// <summary>Carries the request out, then ends the answer before its end: half of the body, or half of the status line when there is none.</summary>
    public sealed record Truncated : S3Fault;

    /// <summary>Carries the request out and answers with the ETag of other bytes.</summary>
    public sealed record WrongETag : S3Fault;
}
