using System.Globalization;

namespace EdgeActors.Doctor.Egress;

/// <summary>Whether every host of the configuration can be reached; together its findings are the list for a firewall.</summary>
internal sealed class EgressCheck : ICheck
{
    public Area Area => Area.Egress;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) => Judge(await context.HostsAsync());

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(IReadOnlyList<HostFacts> hosts) =>
        hosts.Count == 0 ? [EgressCodes.None.Seen("captures stay on the device, and no fleet and no package is in the network")] : [.. hosts.Select(Judge)];

    /// <summary>The same of one host, within a sentence.</summary>
    public static string Seen(HostFacts facts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{facts.Host.Place} ({facts.Host.Purpose}){(facts.Proxy is { } proxy ? $" by the proxy {proxy.Authority}" : "")}: {What(facts)} after {facts.Took.TotalMilliseconds:0} ms");

    private static Finding Judge(HostFacts facts)
    {
        // Who shows no certificate is hung up on: that is as far as one gets without keys, and credentials are another check.
        bool reached = facts.Outcome == HostOutcome.Answered || (facts.Host.WantsCertificate && facts.Outcome is HostOutcome.NoTls or HostOutcome.Broken);
        DoctorCode code = reached ? EgressCodes.Ok : facts.Outcome switch
        {
            HostOutcome.NoName => EgressCodes.NoName,
            HostOutcome.Refused => EgressCodes.Refused,
            HostOutcome.Silent => EgressCodes.Silent,
            HostOutcome.NoTls => EgressCodes.Tls,
            HostOutcome.Proxy => EgressCodes.Proxy,
            _ => EgressCodes.Broken,
        };
        return code.Seen(Seen(facts), code == EgressCodes.NoName ? $"getent hosts {facts.Host.Address.Host}; cat /etc/resolv.conf" : null);
    }

    private static string What(HostFacts facts) => facts.Outcome switch
    {
        HostOutcome.Answered => string.Create(CultureInfo.InvariantCulture, $"HTTP {facts.Status} without keys"),
        HostOutcome.Silent => "no answer",
        _ when facts.Host.WantsCertificate && facts.Outcome is HostOutcome.NoTls or HostOutcome.Broken => "reached, and it wants a certificate",
        _ => facts.Detail,
    };
}
