using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Store;

/// <summary>What must be so for a put to be carried out.</summary>
/// <param name="IsOnlyNew"><c>If-None-Match: *</c>.</param>
/// <param name="ETag"><c>If-Match</c>, without quotes; empty when there is none.</param>
internal readonly record struct PutCondition(bool IsOnlyNew, string ETag)
{
    /// <exception cref="S3Error">NotImplemented.</exception>
    public static PutCondition Of(IHeaderDictionary headers)
    {
        string none = headers.IfNoneMatch.ToString();
        return none is "" or "*"
            ? new(none == "*", headers.IfMatch.ToString().Trim('"'))
            : throw new S3Error(501, "NotImplemented", "If-None-Match of a put takes * only.", ("Header", "If-None-Match"));
    }

    /// <exception cref="S3Error">PreconditionFailed, NoSuchKey.</exception>
    public void Demand(string key, StoredObject? before)
    {
        if (IsOnlyNew && before is not null)
        {
            throw S3Error.PreconditionFailed("If-None-Match");
        }

        if (ETag.Length > 0 && before?.ETag.Trim('"') != ETag)
        {
            throw before is null ? S3Error.NoSuchKey(key) : S3Error.PreconditionFailed("If-Match");
        }
    }
}
