using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.S3;

namespace EdgeActors.Specs.FleetDoubles;

/// <summary>A call of the fleet's service that none of our code had a hand in: signed by the AWS SDK's own signer.</summary>
/// <param name="Path">For example <c>/GetDeployments</c>.</param>
/// <param name="Body">What is sent.</param>
internal sealed record SdkSignedCall(string Path, byte[] Body)
{
    public SdkSignedCall(string path, string body)
        : this(path, Encoding.UTF8.GetBytes(body))
    {
    }

    public string AccessKeyId { get; init; } = "AKIDEXAMPLE";

    public string Secret { get; init; } = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "sagemaker";

    /// <summary>When it is signed.</summary>
    public DateTimeOffset Time { get; init; } = TimeProvider.System.GetUtcNow();

    /// <summary>More headers, which are signed as well.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The headers of the signed request, that of the signature among them.</summary>
    public Dictionary<string, string> SignedFor(Uri service)
    {
        DefaultRequest request = new(new Nothing(), Service)
        {
            HttpMethod = "POST",
            Endpoint = service,
            ResourcePath = Path,
            Content = Body,
            OverrideSigningServiceName = Service,
            AuthenticationRegion = Region,
        };
        request.Headers["Content-Type"] = "application/json";
        foreach ((string name, string value) in Headers)
        {
            request.Headers[name] = value;
        }

        AmazonS3Config config = new() { ServiceURL = service.AbsoluteUri, AuthenticationRegion = Region };
        AWS4SigningResult result = new AWS4Signer().SignRequest(request, config, null, AccessKeyId, Secret, Time.UtcDateTime);
        return new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { ["Authorization"] = result.ForAuthorizationHeader };
    }

    /// <summary>The request for <paramref name="service"/>.</summary>
    /// <param name="service">Host and port.</param>
    /// <param name="change">Spoils the headers that were signed; null to leave them.</param>
    /// <param name="body">Sent instead of <see cref="Body"/>; null for that.</param>
    public HttpRequestMessage For(Uri service, Action<Dictionary<string, string>>? change = null, byte[]? body = null)
    {
        Dictionary<string, string> headers = SignedFor(service);
        change?.Invoke(headers);
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(service, Path)) { Content = new ByteArrayContent(body ?? Body) };
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private sealed class Nothing : AmazonWebServiceRequest;
}
