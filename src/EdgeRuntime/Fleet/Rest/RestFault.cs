using System.Globalization;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using EdgeActors.Fleet.Rest.Wire;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Rest;

/// <summary>Turns refusals of the service into reasons for people. Pure.</summary>
internal static partial class RestFault
{
    private const int LongestMessage = 200;

    // Refusals over signatures may repeat the signed text, which has the session token in it: their own words are never shown.
    private static readonly Dictionary<string, string> Denials = new(StringComparer.Ordinal)
    {
        ["MissingAuthenticationTokenException"] = "wants requests signed",
        ["IncompleteSignatureException"] = "finds the signature incomplete",
        ["UnrecognizedClientException"] = "does not know the access key",
        ["InvalidClientTokenId"] = "does not know the access key",
        ["InvalidSignatureException"] = "finds the signature wrong: the secret key, the clock, or a proxy that changes requests",
        ["SignatureDoesNotMatch"] = "finds the signature wrong: the secret key, the clock, or a proxy that changes requests",
        ["RequestTimeTooSkewed"] = "finds the clock wrong",
        ["RequestExpired"] = "finds the clock wrong",
        ["ExpiredTokenException"] = "finds the credentials expired",
        ["ExpiredToken"] = "finds the credentials expired",
        ["AccessDeniedException"] = "does not let these keys speak for this device",
    };

    private static readonly string[] OfClocks = ["RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch"];

    private static readonly string[] Throttling = ["ThrottlingException", "Throttling", "TooManyRequestsException", "SlowDown", "ServiceUnavailableException"];

    /// <summary>Whether the answer may come of a wrong clock.</summary>
    public static bool MayBeTheClock(RestAnswer answer) => OfClocks.Contains(answer.ErrorType);

    /// <summary>Why a call came to nothing.</summary>
    /// <param name="answer">Not OK.</param>
    /// <param name="service">Its address, for people.</param>
    public static FleetFault Of(RestAnswer answer, string service)
    {
        string shown = $"{answer.Status.ToString(CultureInfo.InvariantCulture)}{(answer.ErrorType.Length > 0 ? " " + answer.ErrorType : "")}";
        if (Denials.TryGetValue(answer.ErrorType, out string? denial))
        {
            return new(FleetFaultKind.Denied, $"{service} {denial} ({shown})");
        }

        return answer.Status switch
        {
            _ when Throttling.Contains(answer.ErrorType) => new(FleetFaultKind.Unreachable, $"{service} asks to wait ({shown})"),
            400 when answer.ErrorType == "InternalServiceException" =>
                new(FleetFaultKind.Unreachable, $"{service} is in trouble ({shown}){Said(answer)}"),
            401 or 403 => new(FleetFaultKind.Denied, $"{service} refuses this device ({shown})"),
            407 => new(FleetFaultKind.Unreachable, $"the proxy on the way to {service} wants other credentials (407)"),
            408 or 429 or >= 500 => new(FleetFaultKind.Unreachable, $"{service} is out of order ({shown})"),
            >= 300 and < 400 => new(FleetFaultKind.Unusable, $"{service} points elsewhere ({shown}); give the address of the service itself"),
            404 => new(FleetFaultKind.Unusable, $"{service} does not speak the fleet's calls ({shown})"),
            >= 400 => new(FleetFaultKind.Unusable, $"{service} does not take the request ({shown}){Said(answer)}"),
            _ => new(FleetFaultKind.Unusable, $"{service} gave an answer that is none ({shown})"),
        };
    }

    /// <summary>Why no answer came.</summary>
    public static FleetFault Of(HttpRequestException failure, string service) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(FleetFaultKind.Unreachable, $"the name in {service} is not resolved"),
        HttpRequestError.ConnectionError => new(FleetFaultKind.Unreachable, $"{service} cannot be reached"),
        HttpRequestError.ProxyTunnelError => new(FleetFaultKind.Unreachable, $"the proxy lets nothing through to {service}"),
        HttpRequestError.ConfigurationLimitExceeded => new(FleetFaultKind.Unusable, $"{service} answered more than may be read"),
        HttpRequestError.InvalidResponse => new(FleetFaultKind.Unusable, $"{service} does not speak HTTP"),
        HttpRequestError.SecureConnectionError => NoTls(service),
        _ when failure.InnerException is AuthenticationException => NoTls(service),
        _ => new(FleetFaultKind.Unreachable, $"the connection to {service} broke"),
    };

    /// <summary>The name in a header such as <c>InternalServiceException:http://…</c>; empty when it is no name.</summary>
    public static string NameOf(string? header)
    {
        string name = header?.Split(':')[0].Split('#')[^1] ?? "";
        return SafeName().IsMatch(name) ? name : "";
    }

    private static FleetFault NoTls(string service) => new(FleetFaultKind.Unreachable, $"no TLS connection to {service} comes about");

    private static string Said(RestAnswer answer)
    {
        try
        {
            string? message = WireValue.Read(answer.Body, static body => body.Member("Message").Text() ?? body.Member("message").Text());
            return string.IsNullOrEmpty(message) ? "" : $": {Printable.Of(message, LongestMessage)}";
        }
        catch (WireFormatException)
        {
            // An answer without words is no worse: the status says it.
            return "";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9.]{1,64}\z")]
    private static partial Regex SafeName();
}
