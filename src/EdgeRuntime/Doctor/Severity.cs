namespace EdgeActors.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing, and nothing to repair.</summary>
    Note,

    /// <summary>The agent serves, but not as well or as safely as it should, or not for long.</summary>
    Warning,

    /// <summary>The agent does not start, does not serve, or does not store what it was told to.</summary>
    Error,
}
