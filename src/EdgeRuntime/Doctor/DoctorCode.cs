namespace EdgeActors.Doctor;

/// <summary>One thing that can be found. Codes are for programs and runbooks: a name never changes its meaning.</summary>
/// <param name="Name">For example <c>SOCKET-STALE</c>.</param>
/// <param name="Area">Where it belongs.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Meaning">What it says, as a clause.</param>
/// <param name="Fix">What to do unless the finding knows better; empty when there is nothing to do.</param>
internal sealed record DoctorCode(string Name, Area Area, Severity Severity, string Meaning, string Fix = "")
{
    /// <summary>The finding of this code.</summary>
    /// <param name="evidence">What was seen, with numbers.</param>
    /// <param name="fix">What to do in this case; null for the code's own word.</param>
    public Finding Seen(string evidence, string? fix = null) => new(this, evidence, fix ?? Fix);
}

/// <summary>What a check has found.</summary>
/// <param name="Code">Which thing.</param>
/// <param name="Evidence">What was seen, safe to show.</param>
/// <param name="Fix">What to do; empty when there is nothing to do.</param>
internal sealed record Finding(DoctorCode Code, string Evidence, string Fix);
