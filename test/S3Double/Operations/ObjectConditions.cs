using EdgeActors.S3Double.Store;
using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Operations;

/// <summary>If-Match of a get; If-None-Match is answered where a whole object would be sent.</summary>
internal static class ObjectConditions
{
    /// <exception cref="S3Error">PreconditionFailed.</exception>
    public static void Check(IHeaderDictionary headers, StoredObject found)
    {
        string wanted = headers.IfMatch.ToString();
        if (wanted.Length > 0 && wanted != "*" && wanted.Trim('"') != found.ETag.Trim('"'))
        {
            throw S3Error.PreconditionFailed("If-Match");
        }
    }
}
