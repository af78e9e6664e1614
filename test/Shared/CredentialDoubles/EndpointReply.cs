namespace EdgeActors.Specs.CredentialDoubles;

/// <summary>How a double of a credentials endpoint answers.</summary>
internal enum EndpointReply
{
    /// <summary>200 with keys.</summary>
    Keys,

    /// <summary>200 with <c>null</c>, as nucleus lite does without a cloud.</summary>
    Null,

    /// <summary>200 with something else.</summary>
    Junk,

    /// <summary>302 to another path that has keys.</summary>
    Redirect,

    /// <summary>200 with more than any document of keys has.</summary>
    Flood,

    /// <summary>400.</summary>
    BadRequest,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>500.</summary>
    Fault,

    /// <summary>Never answers.</summary>
    Hang,

    /// <summary>Sends half an answer and nothing more.</summary>
    Stall,

    /// <summary>Sends half an answer and breaks the connection.</summary>
    Half,
}
