using System.Net;
using EdgeActors.Configuration;

namespace EdgeActors.Fleet.Serving;

/// <summary>Where the endpoint is and what bounds it.</summary>
internal sealed record ServeOptions
{
    /// <summary>Where it listens unless it is told otherwise.</summary>
    public static readonly IPEndPoint UsualListen = new(IPAddress.Loopback, 8480);

    /// <summary>Address and port; port 0 for any free one. Default 127.0.0.1:8480.</summary>
    public IPEndPoint Listen { get; init; } = UsualListen;

    /// <summary>PEM file of the certificate, intermediate ones after it; null for plain HTTP. Default null.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of its private key. Default: the certificate's own file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Connections at the same time, 1 to 10,000. Each may hold one request's body. Default 256.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Calls at the same time, 1 to 1024; more are asked to come again. Default 64.</summary>
    public int MaxCalls { get; init; } = 64;

    /// <summary>Devices whose part of the tree is kept in memory, 1 to 1,000,000; for others it is read anew at each call. Default 10,000.</summary>
    public int MaxDevices { get; init; } = 10_000;

    /// <summary>Bytes of the largest request, 4 KiB to 16 MiB. Default 1 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>How long a call may take, the reading of its request included, 1 s to 5 min. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When whoever is asked to come again may, 1 s to 5 min. Default 5 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether requests may come from other machines without encryption.</summary>
    public bool IsOpen => Certificate is null && !IPAddress.IsLoopback(Listen.Address);

    /// <summary>Every fault at once; empty when all is well.</summary>
    public IReadOnlyList<ConfigurationFault> Faults()
    {
        List<ConfigurationFault> faults = [];
        if (CertificateKey is not null && Certificate is null)
        {
            faults.Add(new(nameof(CertificateKey), CertificateKey, "is of no use without a certificate", "give the certificate as well"));
        }

        RangeFault.Check(faults, nameof(MaxConnections), MaxConnections, 1, 10_000);
        RangeFault.Check(faults, nameof(MaxCalls), MaxCalls, 1, 1024);
        RangeFault.Check(faults, nameof(MaxDevices), MaxDevices, 1, 1_000_000);
        RangeFault.Check(faults, nameof(MaxRequestBytes), MaxRequestBytes, 4 << 10, 16 << 20);
        RangeFault.Check(faults, nameof(CallTimeout), CallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300));
        RangeFault.Check(faults, nameof(RetryAfter), RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(300));
        return faults;
    }
}
