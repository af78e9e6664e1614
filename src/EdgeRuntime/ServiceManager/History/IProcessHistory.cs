namespace EdgeActors.ServiceManager.History;

/// <summary>How often the agent of this data root started, and how it ended.</summary>
internal interface IProcessHistory
{
    /// <summary>What is known, this start included.</summary>
    ProcessRecord Record { get; }
}

/// <summary>How the agent before this one ended.</summary>
internal enum PreviousEnd
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>It was asked to stop.</summary>
    Stop,

    /// <summary>It ended by itself or was killed.</summary>
    Crash,

    /// <summary>The machine lost its power or was started anew without stopping it.</summary>
    PowerCut,
}
