using EdgeActors.Aws.Credentials;

namespace EdgeActors.Doctor.Keys;

/// <summary>Who is asked for keys.</summary>
internal enum KeyOrigin
{
    /// <summary>Environment, profile or instance metadata.</summary>
    Chain,

    /// <summary>A container endpoint: under Greengrass its token exchange service.</summary>
    Container,

    /// <summary>AWS IoT, with the device's certificate.</summary>
    Certificate,
}

/// <summary>What came of asking for keys as the agent would.</summary>
/// <param name="Origin">Who was asked.</param>
/// <param name="Answer">The keys, or why there are none.</param>
/// <param name="Certificate">The device's certificate; null when there is none.</param>
internal sealed record KeyFacts(KeyOrigin Origin, KeyAnswer Answer, CertificateFacts? Certificate)
{
    private const int Shown = 4;

    /// <summary>The end of the access key's id, which is all of it that is ever shown; empty without keys.</summary>
    public string KeyTail => Answer is KeyAnswer.Granted { Keys.AccessKeyId: { } id } && id.Reveal() is { Length: > Shown } text ? text[^Shown..] : "";
}
