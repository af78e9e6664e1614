namespace EdgeActors.Fleet.Tree;

/// <summary>Whether a fleet's document is signed by somebody whose word counts. Thread-safe; may block.</summary>
internal interface IDocumentSignature
{
    /// <summary>What is done about it.</summary>
    DocumentPolicy Policy { get; }

    /// <summary>What is wrong with a signature; null when it is good.</summary>
    /// <param name="document">The document's bytes.</param>
    /// <param name="envelope">The signature's; null when there is none.</param>
    string? FaultOf(ReadOnlyMemory<byte> document, byte[]? envelope);
}

/// <summary>What is done about signatures of documents.</summary>
internal enum DocumentPolicy
{
    /// <summary>They are not looked at.</summary>
    Off,

    /// <summary>A document without a good one is taken, with a warning.</summary>
    Warn,

    /// <summary>A document without a good one is refused.</summary>
    Enforce,
}
