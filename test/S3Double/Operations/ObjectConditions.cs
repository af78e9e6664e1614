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
            throw new S3Error(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", ("Condition", "If-Match"));
        }
    }
}
