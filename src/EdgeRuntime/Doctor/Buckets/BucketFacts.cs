using EdgeActors.Aws.S3;
using EdgeActors.Configuration.Capture;

namespace EdgeActors.Doctor.Buckets;

/// <summary>What came of one request to the bucket.</summary>
/// <param name="Took">How long it took.</param>
internal sealed record BucketReply(TimeSpan Took)
{
    /// <summary>Why it failed, in own words; null when it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>What S3 answered when it refused; null when the failure is no answer of it.</summary>
    public S3Answer? Answer { get; init; }

    /// <summary>Whether there was no answer in time.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The bucket's region, where it was asked for and told.</summary>
    public string? Region { get; init; }
}

/// <summary>What is known of the bucket.</summary>
/// <param name="Bucket">Its settings.</param>
/// <param name="Key">Key of the object that was, or would be, put.</param>
/// <param name="Location">The question for its region, which devices with the old agent's policy may ask; null without keys.</param>
/// <param name="Put">The object; null when it was not to be put, or the question failed already.</param>
internal sealed record BucketFacts(BucketSettings Bucket, string Key, BucketReply? Location, BucketReply? Put);
