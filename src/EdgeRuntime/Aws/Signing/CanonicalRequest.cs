using System.Text;

namespace EdgeActors.Aws.Signing;

/// <summary>The text of a request that is hashed for its signature. Pure.</summary>
internal static class CanonicalRequest
{
    /// <summary>The text, with those headers that are signed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">Lower-case names in ordinal order; one that the request does not have counts as empty.</param>
    public static string Of(SignableRequest request, IReadOnlyList<string> signedHeaders)
    {
        StringBuilder text = new();
        text.Append(request.Method).Append('\n')
            .Append(CanonicalText.Path(request.Path)).Append('\n')
            .Append(CanonicalText.Query(request.Query)).Append('\n');
        ILookup<string, string> values = request.Headers.ToLookup(
            static header => header.Key, static header => CanonicalText.Value(header.Value), StringComparer.OrdinalIgnoreCase);
        foreach (string name in signedHeaders)
        {
            text.Append(name).Append(':').AppendJoin(',', values[name]).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(request.PayloadHash).ToString();
    }
}
