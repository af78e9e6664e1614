using EdgeActors.Aws.Credentials;

namespace EdgeActors.Doctor.Keys;

/// <summary>Which code a refusal has, and its cure where that depends on who was asked.</summary>
internal static class KeyCures
{
    /// <summary>The code of a kind of refusal.</summary>
    public static DoctorCode CodeOf(KeyFault fault) => fault switch
    {
        KeyFault.NotConfigured => KeyCodes.None,
        KeyFault.Setting => KeyCodes.Setting,
        KeyFault.Identity => KeyCodes.CertificateFault,
        KeyFault.Unreachable => KeyCodes.Unreachable,
        KeyFault.Untrusted => KeyCodes.Untrusted,
        KeyFault.Silent => KeyCodes.Silent,
        KeyFault.Malformed => KeyCodes.Malformed,
        KeyFault.Denied => KeyCodes.Denied,
        KeyFault.Unknown => KeyCodes.Unknown,
        KeyFault.Empty => KeyCodes.Empty,
        KeyFault.Failing => KeyCodes.Failing,
        KeyFault.Expired => KeyCodes.Expired,
        _ => KeyCodes.Other,
    };

    /// <summary>What to do; null when the code's own word serves.</summary>
    public static string? Of(KeyFault fault, KeyOrigin origin) => (fault, origin) switch
    {
        (KeyFault.Unreachable, KeyOrigin.Container) =>
            "the token exchange was restarted on another port, or has stopped: systemctl status greengrass, then restart this component",
        (KeyFault.Unreachable, KeyOrigin.Certificate) => "check the endpoint's host (aws iot describe-endpoint --endpoint-type iot:CredentialProvider) and port 443",
        (KeyFault.Denied, KeyOrigin.Container) =>
            "restart the component, so that it gets a new token; a token of another component is not accepted",
        (KeyFault.Denied, KeyOrigin.Certificate) =>
            "aws iot describe-role-alias, aws iot list-attached-policies: the certificate must be ACTIVE and its policy allow iot:AssumeRoleWithCertificate",
        (KeyFault.Unknown, KeyOrigin.Container) => "the nucleus was restarted and has forgotten the token: restart the component",
        (KeyFault.Unknown, KeyOrigin.Certificate) => "check the alias in the endpoint's path: aws iot list-role-aliases",
        (KeyFault.Silent, KeyOrigin.Container) => "the token exchange hangs: look at its network to the cloud (greengrass.log), restart the nucleus",
        (KeyFault.Failing, KeyOrigin.Container) => "look into greengrass.log for the role alias and the network; the nucleus keeps an error for some minutes",
        _ => null,
    };
}
