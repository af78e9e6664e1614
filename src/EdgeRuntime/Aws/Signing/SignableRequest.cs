namespace EdgeActors.Aws.Signing;

/// <summary>What of a request a signature can cover, as it goes over the wire.</summary>
/// <param name="Method"><c>POST</c>.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">Without the question mark; empty for none.</param>
/// <param name="Headers">Names in any case; a name that comes twice has two entries.</param>
/// <param name="PayloadHash">SHA-256 of the body, lower-case hex.</param>
internal sealed record SignableRequest(
    string Method, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, string PayloadHash);
