using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace EdgeActors.Aws.S3;

/// <summary>
/// The SDK's client with its retries taken out, since the uploader paces them; but for the one that corrects a wrong clock, without which a
/// device that lost its time could upload nothing.
/// </summary>
internal sealed class SinkS3Client(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    /// <inheritdoc />
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockOnly()));
    }

    /// <summary>The base class itself asks for a retry when the server's date shows that the clock is wrong, if only one is allowed.</summary>
    private sealed class ClockOnly : RetryPolicy
    {
        public override bool CanRetry(IExecutionContext executionContext) =>
            executionContext.RequestContext.Request?.IsRequestStreamRewindable() ?? true;

        public override bool RetryLimitReached(IExecutionContext executionContext) => executionContext.RequestContext.Retries >= 1;

        public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

        public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) => Task.FromResult(false);

        public override void WaitBeforeRetry(IExecutionContext executionContext)
        {
            // The clock is corrected at once.
        }

        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;
    }
}
