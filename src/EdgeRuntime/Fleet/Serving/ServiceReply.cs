using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Fleet.Rest.Wire;

namespace EdgeActors.Fleet.Serving;

/// <summary>An answer in the service's form.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Error">Name of the error; null when there is none.</param>
/// <param name="Body">JSON; empty where the service answers nothing.</param>
internal sealed record ServiceReply(int Status, string? Error, ReadOnlyMemory<byte> Body)
{
    /// <summary>What the answer says for people; empty when it is no error.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Whether the same call may succeed soon.</summary>
    public bool IsRetryable => Status is 503 or 408;

    /// <summary>What was asked for.</summary>
    public static ServiceReply Ok(ReadOnlyMemory<byte> body) => new(200, null, body);

    /// <summary>The one error that the service declares: its own trouble.</summary>
    public static ServiceReply Trouble(string message) => Failed(400, "InternalServiceException", message);

    /// <summary>The request is not of the form.</summary>
    public static ServiceReply Invalid(string message) => Failed(400, "ValidationException", message);

    /// <summary>There is no such call.</summary>
    public static ServiceReply NoSuchCall() =>
        Failed(404, "UnknownOperationException", $"There are POST {WireOperation.Registration}, {WireOperation.Heartbeat} and {WireOperation.Deployments}.");

    /// <summary>The key does not speak for that device.</summary>
    public static ServiceReply NotAllowed(string message) => Failed(403, "AccessDeniedException", message);

    /// <summary>The request is too large.</summary>
    public static ServiceReply TooLarge(int most) => Failed(413, "RequestEntityTooLargeException", $"A request may have {most} bytes.");

    /// <summary>There is too much to do.</summary>
    public static ServiceReply Busy(string message) => Failed(503, "ServiceUnavailableException", message);

    /// <summary>The request did not come in time.</summary>
    public static ServiceReply Late() => Failed(408, "RequestTimeoutException", "The request did not come in time.");

    /// <summary>The signature is refused.</summary>
    public static ServiceReply Unsigned(SignatureVerdict.Refused refused) => refused.Fault switch
    {
        SignatureFault.Missing => Failed(403, "MissingAuthenticationTokenException", refused.Message),
        SignatureFault.Malformed => Failed(403, "IncompleteSignatureException", refused.Message),
        SignatureFault.UnknownKey => Failed(403, "UnrecognizedClientException", refused.Message),
        SignatureFault.Skewed => Failed(403, "RequestTimeTooSkewed", refused.Message),
        SignatureFault.Undecidable => Busy(refused.Message),
        _ => Failed(403, "InvalidSignatureException", refused.Message),
    };

    private static ServiceReply Failed(int status, string error, string message) =>
        new(status, error, WireText.Of(json => json.WriteString("Message", message))) { Reason = message };
}
