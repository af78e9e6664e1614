namespace EdgeActors.Specs.GreengrassDoubles;

/// <summary>Whose ways a double has.</summary>
internal enum NucleusFlavour
{
    /// <summary>The Java one: says no to a wrong token, and knows no names.</summary>
    Classic,

    /// <summary>The C one: hangs up on a wrong token, and takes the component's name instead.</summary>
    Lite,
}

/// <summary>How a double treats whoever connects.</summary>
internal enum NucleusManner
{
    /// <summary>As it should.</summary>
    Answers,

    /// <summary>Accepts nobody.</summary>
    Refuses,

    /// <summary>Takes the connection and never says a word.</summary>
    Hangs,

    /// <summary>Accepts the component and then answers none of its calls.</summary>
    HangsInCalls,

    /// <summary>Accepts it and answers the first call with bytes that are no frame.</summary>
    Garbage,

    /// <summary>Accepts it and announces a frame of 2 GiB.</summary>
    HugeFrame,

    /// <summary>Accepts it and answers with a frame of which one bit is wrong.</summary>
    FlippedBit,

    /// <summary>Accepts it and answers half a frame, then hangs up.</summary>
    HalfFrame,

    /// <summary>Accepts it and answers every call with an error.</summary>
    Errors,

    /// <summary>Accepts it and answers with JSON that is no object.</summary>
    NoObject,

    /// <summary>Accepts it and hangs up at its first call.</summary>
    HangsUp,
}
