using System.Globalization;
using EdgeActors.S3Double.Bodies;
using EdgeActors.S3Double.Checksums;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using EdgeActors.S3Double.Signing;
using EdgeActors.S3Double.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeActors.S3Double;

/// <summary>One request from its head to its answer.</summary>
internal sealed class S3Handler(S3ServerOptions options, BucketStore store, SignatureCheck signatures, S3Faults faults, S3RequestLog log)
{
    private readonly ObjectOperations _objects = new(store, options);
    private readonly UploadOperations _uploads = new(store, options);
    private readonly ListOperations _lists = new(store);

    public async Task HandleAsync(HttpContext context)
    {
        S3Target target = S3Target.Parse(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.Host.Value ?? "", options.VirtualHostSuffix);
        S3Operation operation = Operation.Of(context.Request.Method, target);
        S3Fault? fault = faults.Draw(operation, target.Key);
        S3Request entry = log.Add(number => new S3Request(
            number, options.Time.GetUtcNow(), operation, target.Bucket, target.Key,
            context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), fault));
        string requestId = entry.Number.ToString("X16", CultureInfo.InvariantCulture);
        try
        {
            S3Reply? reply = await AnswerAsync(context, operation, target, fault, entry, requestId);
            if (reply is null)
            {
                log.End(entry, -1);
                context.Abort();
                return;
            }

            await ReplyWriter.WriteAsync(context, reply, requestId, fault, options.Time);
            log.End(entry, fault is S3Fault.Truncated ? -1 : reply.Status, entry.ErrorCode);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client has gone: the log says that it got no answer.
            log.End(entry, -1);
            context.Abort();
        }
    }

    /// <returns>Null when the connection is to be cut.</returns>
    private async Task<S3Reply?> AnswerAsync(
        HttpContext context, S3Operation operation, S3Target target, S3Fault? fault, S3Request entry, string requestId)
    {
        try
        {
            if (fault is S3Fault.Hang hang)
            {
                await hang.Released.WaitAsync(context.RequestAborted);
            }

            if (fault is { AfterStoring: false } && Cuts(context, fault))
            {
                return null;
            }

            ChunkSignatures chunks = signatures.Verify(context.Request, target);
            S3Reply reply = await CarryOutAsync(context, operation, target, fault, chunks);
            if (fault is S3Fault.WrongETag)
            {
                reply.Headers["ETag"] = BucketStore.ETagOf("other bytes"u8);
            }

            return fault is { AfterStoring: true } && Cuts(context, fault) ? null : reply;
        }
        catch (S3Error error)
        {
            entry.ErrorCode = error.Code;
            return S3Reply.Of(error, target.Path, requestId);
        }
    }

    /// <summary>Whether the fault cuts the connection.</summary>
    /// <exception cref="S3Error">The fault is an error document.</exception>
    private static bool Cuts(HttpContext context, S3Fault fault)
    {
        if (fault is S3Fault.Answer answer)
        {
            if (answer.RetryAfter is { } pause)
            {
                context.Response.Headers.RetryAfter = pause.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            }

            throw new S3Error(answer.Status, answer.Code, answer.Message);
        }

        return fault is S3Fault.Reset;
    }

    private async Task<S3Reply> CarryOutAsync(
        HttpContext context, S3Operation operation, S3Target target, S3Fault? fault, ChunkSignatures chunks)
    {
        IHeaderDictionary headers = context.Request.Headers;
        long announced = long.TryParse(headers["x-amz-decoded-content-length"], CultureInfo.InvariantCulture, out long decoded)
            ? decoded : context.Request.ContentLength ?? 0;
        _objects.Admit(target, announced);
        RequestBody body = RequestBody.Decode(headers, await ReadAsync(context, fault as S3Fault.Slow), chunks);
        S3Call call = new(operation, target, headers, body.Content, BodyChecksums.Verify(headers, body));
        return operation switch
        {
            S3Operation.CreateBucket => _objects.CreateBucket(call),
            S3Operation.HeadBucket => _objects.HeadBucket(call),
            S3Operation.GetBucketLocation => _objects.Location(call),
            S3Operation.PutObject => _objects.Put(call),
            S3Operation.GetObject or S3Operation.HeadObject => _objects.Get(call),
            S3Operation.DeleteObject => _objects.Delete(call),
            S3Operation.ListObjects => _lists.Objects(call),
            S3Operation.ListUploads => _lists.Uploads(call),
            S3Operation.CreateUpload => _uploads.Create(call),
            S3Operation.UploadPart => _uploads.Part(call),
            S3Operation.CompleteUpload => _uploads.Complete(call),
            S3Operation.AbortUpload => _uploads.Abort(call),
            S3Operation.ListParts => _uploads.Parts(call),
            _ => throw new S3Error(501, "NotImplemented", "A header or query you provided implies functionality that is not implemented."),
        };
    }

    private async Task<byte[]> ReadAsync(HttpContext context, S3Fault.Slow? slow)
    {
        using MemoryStream raw = new();
        await (slow is null
            ? context.Request.Body.CopyToAsync(raw, context.RequestAborted)
            : new Pace(slow.BytesPerSecond, options.Time).CopyAsync(context.Request.Body, raw, context.RequestAborted));
        return raw.ToArray();
    }
}
