namespace EdgeActors.Doctor.Keys;

/// <summary>What can be found about AWS keys and the device's certificate.</summary>
internal static class KeyCodes
{
    public static readonly DoctorCode Ok = Of("CREDENTIALS-OK", Severity.Ok, "there are keys, and they are good for some time");
    public static readonly DoctorCode Unused = Of("CREDENTIALS-UNUSED", Severity.Ok, "nothing goes to a bucket, so no keys are needed");

    public static readonly DoctorCode Lasting = Of(
        "CREDENTIALS-LASTING", Severity.Note, "the keys do not say when they expire",
        "prefer keys that are renewed: Greengrass's token exchange, or a certificate of AWS IoT");

    public static readonly DoctorCode Expiring = Of(
        "CREDENTIALS-EXPIRING", Severity.Warning, "the keys are good for less than two minutes", "look why their source does not renew them in time");

    public static readonly DoctorCode Expired = Of(
        "CREDENTIALS-EXPIRED", Severity.Error, "the keys are past their time", "set the clock (timedatectl); else look why their source does not renew them");

    public static readonly DoctorCode None = Of(
        "CREDENTIALS-NONE", Severity.Error, "nothing leads to any keys",
        "under Greengrass depend on aws.greengrass.TokenExchangeService; elsewhere give certificate and endpoint of AWS IoT, or a profile");

    public static readonly DoctorCode Setting = Of(
        "CREDENTIALS-SETTING", Severity.Error, "a variable, file or profile that should lead to keys is no good", "repair what the finding names");

    public static readonly DoctorCode Unreachable = Of(
        "CREDENTIALS-UNREACHABLE", Severity.Error, "who should give the keys is not there",
        "check address and network; under Greengrass: systemctl status greengrass, and restart this component for the new port");

    public static readonly DoctorCode Untrusted = Of(
        "CREDENTIALS-UNTRUSTED", Severity.Error, "no TLS connection that both sides trust comes about",
        "check the authority file, the device's certificate in AWS IoT and the clock");

    public static readonly DoctorCode Silent = Of(
        "CREDENTIALS-SILENT", Severity.Error, "who should give the keys does not answer",
        "under Greengrass restart the token exchange (the nucleus); elsewhere look for a firewall that drops packets");

    public static readonly DoctorCode Malformed = Of(
        "CREDENTIALS-MALFORMED", Severity.Error, "what came is no document of keys", "check that the address is that of a credentials endpoint");

    public static readonly DoctorCode Denied = Of(
        "CREDENTIALS-DENIED", Severity.Error, "token, role or policy are not accepted",
        "check token, role alias and policy");

    public static readonly DoctorCode Unknown = Of(
        "CREDENTIALS-UNKNOWN", Severity.Error, "the token or role is not known there", "restart the component for a new token; check the role alias");

    public static readonly DoctorCode Empty = Of(
        "CREDENTIALS-EMPTY", Severity.Error, "Greengrass answers null: it has no keys now",
        "check that the nucleus reaches the cloud, its role alias (iotRoleAlias), and the role's trust in credentials.iot.amazonaws.com");

    public static readonly DoctorCode Failing = Of(
        "CREDENTIALS-FAILING", Severity.Error, "who should give the keys fails",
        "look into its log; under Greengrass: greengrass.log, for the role alias and the network");

    public static readonly DoctorCode Other = Of("CREDENTIALS-FAULT", Severity.Error, "there are no keys for another reason", "as the finding says");

    public static readonly DoctorCode CertificateFault = Of(
        "CERTIFICATE-FAULT", Severity.Error, "the device's certificate, its key or the authorities cannot be used", "repair the file that the finding names");

    public static readonly DoctorCode CertificateExpired = Of(
        "CERTIFICATE-EXPIRED", Severity.Error, "the device's certificate is out of its time", "check the clock; else issue a new certificate in AWS IoT");

    public static readonly DoctorCode CertificateExpiring = Of(
        "CERTIFICATE-EXPIRING", Severity.Warning, "the device's certificate ends within 30 days", "issue a new certificate in AWS IoT and replace the files; no restart is needed");

    public static readonly DoctorCode CertificateOpen = Of(
        "CERTIFICATE-OPEN", Severity.Warning, "others may read the private key, or change a certificate", "chmod 0400 KEY; chmod 0444 CERTIFICATE");

    public static readonly IReadOnlyList<DoctorCode> All =
    [
        Ok, Unused, Lasting, Expiring, Expired, None, Setting, Unreachable, Untrusted, Silent, Malformed, Denied, Unknown, Empty, Failing, Other,
        CertificateFault, CertificateExpired, CertificateExpiring, CertificateOpen,
    ];

    private static DoctorCode Of(string name, Severity severity, string meaning, string fix = "") => new(name, Area.Credentials, severity, meaning, fix);
}
