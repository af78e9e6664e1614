using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Doctor.Serving;

/// <summary>What happens to who connects.</summary>
internal enum Reach
{
    /// <summary>There is no socket, or the path is something else.</summary>
    Nothing,

    /// <summary>Nobody listens on the socket any more.</summary>
    Refused,

    /// <summary>This user may not connect.</summary>
    Denied,

    /// <summary>Somebody listens.</summary>
    Open,

    /// <summary>The system says something else.</summary>
    Unclear,
}

/// <summary>Who serves on the socket, and how.</summary>
/// <param name="Reach">What happened to the connection.</param>
internal sealed record ServingFacts(Reach Reach)
{
    /// <summary>Process that listens; null when unknown.</summary>
    public int? Pid { get; init; }

    /// <summary>Its user; null when unknown.</summary>
    public uint? User { get; init; }

    /// <summary>Path of its program, ending in <c> (deleted)</c> when that was replaced; null when this user may not see it.</summary>
    public string? Program { get; init; }

    /// <summary>The agent's word on its health, or null when the call failed with <see cref="Refusal"/>.</summary>
    public string? Health { get; init; }

    /// <summary>Status that the health call failed with.</summary>
    public GrpcStatusCode? Refusal { get; init; }

    /// <summary>Models loaded; null when the call for them failed too.</summary>
    public int? Models { get; init; }

    /// <summary>What went wrong, for people; empty when nothing did.</summary>
    public string Detail { get; init; } = "";

    /// <summary>How long the health call took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Whether the packages' service is up, as far as its folder tells.</summary>
    public bool HasService { get; init; }

    /// <summary>Processes of the old agent's binary on this machine.</summary>
    public IReadOnlyList<int> OldAgents { get; init; } = [];
}
