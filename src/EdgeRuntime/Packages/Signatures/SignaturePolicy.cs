namespace EdgeActors.Packages.Signatures;

/// <summary>What is done about signatures of packages.</summary>
internal enum SignaturePolicy
{
    /// <summary>They are not looked at.</summary>
    Off,

    /// <summary>A package without a good one is taken, with a warning.</summary>
    Warn,

    /// <summary>A package without a good one is refused.</summary>
    Enforce,
}
