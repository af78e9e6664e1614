using EdgeActors.Storage;
using EdgeActors.Upload;

namespace EdgeActors.Aws.S3;

/// <summary>What a put answers when it is the content that failed and not S3.</summary>
internal static class ContentFault
{
    /// <param name="failure">How it failed.</param>
    /// <param name="how">What could not be done: opened, read.</param>
    public static SinkResult Of(Exception failure, string how) => PassingFault.Is(failure)
        ? new SinkResult(SinkOutcome.Unavailable, $"the content cannot be {how} now: {failure.Message}")
        : new SinkResult(SinkOutcome.Unreadable, $"the content cannot be {how} ({failure.GetType().Name})");
}
