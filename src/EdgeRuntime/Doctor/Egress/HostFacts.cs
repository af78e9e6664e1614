namespace EdgeActors.Doctor.Egress;

/// <summary>How far a request got.</summary>
internal enum HostOutcome
{
    /// <summary>There was an answer of HTTP, whatever it was.</summary>
    Answered,

    /// <summary>The name is not known.</summary>
    NoName,

    /// <summary>The connection was refused, or there is no way.</summary>
    Refused,

    /// <summary>Nothing came back in time.</summary>
    Silent,

    /// <summary>No TLS that this machine trusts.</summary>
    NoTls,

    /// <summary>The proxy is not there, or lets nothing through.</summary>
    Proxy,

    /// <summary>What came back is not HTTP.</summary>
    Broken,
}

/// <summary>How a host answers to a request without keys.</summary>
/// <param name="Host">Which.</param>
/// <param name="Outcome">How far it got.</param>
internal sealed record HostFacts(NeededHost Host, HostOutcome Outcome)
{
    /// <summary>The proxy that was used; null for none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Status of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>How far this device's clock is ahead of the server's; null when it told no date.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What the system said, for people; empty when nothing went wrong.</summary>
    public string Detail { get; init; } = "";
}
