using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;
using EdgeActors.Cli;
using EdgeActors.Configuration.Capture;
using EdgeActors.Hosting.Capture;

namespace EdgeActors.Doctor.Buckets;

/// <summary>Asks the bucket with the agent's own client and keys, and puts one small object into it if that was allowed.</summary>
internal static class BucketProbe
{
    private const string Folder = ".doctor";
    private const string UsualRegion = "us-east-1";
    private const string OldNameOfIreland = "EU";

    /// <summary>What came of it; null when nothing goes to a bucket.</summary>
    public static async Task<BucketFacts?> LookAsync(DoctorContext context)
    {
        if (context.Capture.Bucket is not { } bucket)
        {
            return null;
        }

        BucketFacts facts = new(bucket, KeyOf(context.Capture), null, null);
        if ((await context.KeysAsync())?.Answer is not KeyAnswer.Granted granted)
        {
            return facts;
        }

        using S3Connection connection = new(BucketOptions.Of(bucket) with { ConnectTimeout = context.Options.TimeBox }, () => SdkKeys.Of(granted.Keys));
        BucketReply location = await AskAsync(context, late => LocationAsync(connection.Client, bucket.Name, late));
        facts = facts with { Location = location };
        bool goesOn = context.Options.WriteBucket && (location.Fault is null || BucketCheck.IsDenied(location));
        return !goesOn ? facts : facts with { Put = await AskAsync(context, late => PutAsync(connection.Client, facts, context, late)) };
    }

    // The same key each time: what is written again and again does not add up.
    private static string KeyOf(CaptureSettings settings) =>
        string.Join('/', ((string[])[settings.FolderPrefix, settings.Fleet, Folder, settings.Device]).Where(part => part.Length > 0));

    private static async Task<string?> LocationAsync(IAmazonS3 client, string bucket, CancellationToken late)
    {
        GetBucketLocationResponse answer = await client.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = bucket }, late);
        return answer.Location?.Value switch
        {
            null or "" => UsualRegion,
            OldNameOfIreland => "eu-west-1",
            { } region => region,
        };
    }

    private static async Task<string?> PutAsync(IAmazonS3 client, BucketFacts facts, DoctorContext context, CancellationToken late)
    {
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = facts.Bucket.Name,
                Key = facts.Key,
                ContentType = "text/plain",
                ContentBody = $"edgeactors doctor {VersionAction.Version} was here at {context.Time.GetUtcNow().UtcDateTime:u}. This object may be removed.\n",
            },
            late);
        return null;
    }

    private static async Task<BucketReply> AskAsync(DoctorContext context, Func<CancellationToken, Task<string?>> ask)
    {
        using CancellationTokenSource late = new(context.Options.TimeBox, context.Time);
        long start = context.Time.GetTimestamp();
        try
        {
            // The SDK's first call reads files and may block.
            string? region = await Task.Run(() => ask(late.Token), late.Token).WaitAsync(late.Token);
            return new BucketReply(context.Time.GetElapsedTime(start)) { Region = region };
        }
        catch (OperationCanceledException)
        {
            return new BucketReply(context.Time.GetElapsedTime(start)) { Fault = "there was no answer", IsSilent = true };
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            DateTimeOffset now = context.Time.GetUtcNow();
            return new BucketReply(context.Time.GetElapsedTime(start))
            {
                Fault = S3Failure.Read(failure, now).Reason,
                Answer = S3Failure.AnswerOf(failure, now),
            };
        }
    }
}
