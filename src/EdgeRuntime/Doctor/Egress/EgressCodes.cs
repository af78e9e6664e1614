namespace EdgeActors.Doctor.Egress;

/// <summary>What can be found about hosts that the agent needs.</summary>
internal static class EgressCodes
{
    public static readonly DoctorCode Ok = Of("EGRESS-OK", Severity.Ok, "the host answers");
    public static readonly DoctorCode None = Of("EGRESS-NONE", Severity.Ok, "with these settings the agent needs no host");
    public static readonly DoctorCode NoName = Of("EGRESS-DNS", Severity.Error, "the host's name is not known", "check the name, and the resolver: getent hosts HOST; cat /etc/resolv.conf");
    public static readonly DoctorCode Refused = Of("EGRESS-REFUSED", Severity.Error, "the host or a firewall refuses the connection", "let it through the firewall; check the port");

    public static readonly DoctorCode Silent = Of(
        "EGRESS-SILENT", Severity.Error, "nothing comes back from the host: a firewall drops packets, or the host hangs", "let it through the firewall, or set a proxy (edgeactors_proxy)");

    public static readonly DoctorCode Tls = Of(
        "EGRESS-TLS", Severity.Error, "no TLS connection comes about that this machine trusts",
        "install the authority of a proxy that opens TLS (update-ca-certificates); check the clock");

    public static readonly DoctorCode Proxy = Of("EGRESS-PROXY", Severity.Error, "the proxy is not there, or lets nothing through to the host", "check edgeactors_proxy or HTTPS_PROXY, and the proxy's rules");
    public static readonly DoctorCode Broken = Of("EGRESS-BROKEN", Severity.Error, "what answers at the host's address does not speak HTTP", "check host, port and scheme");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, None, NoName, Refused, Silent, Tls, Proxy, Broken];

    private static DoctorCode Of(string name, Severity severity, string meaning, string fix = "") => new(name, Area.Egress, severity, meaning, fix);
}
