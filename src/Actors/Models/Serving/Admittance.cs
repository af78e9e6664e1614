namespace EdgeActors.Models.Serving;

/// <summary>What a prediction has to do next.</summary>
internal enum Admittance
{
    /// <summary>A run slot is taken: hand it to an engine thread.</summary>
    Run,

    /// <summary>A place is reserved: tell it to the model's actor.</summary>
    Tell,

    /// <summary>It waits for a slot.</summary>
    Wait,

    /// <summary>Every place is taken.</summary>
    Full,

    /// <summary>The model takes no more.</summary>
    Closed,
}

/// <summary>How many predictions are where.</summary>
internal readonly record struct AdmissionCounts(int Told, int Waiting, int Running, int Unsent);
