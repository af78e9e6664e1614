namespace EdgeActors.Doctor.User;

/// <summary>What can be found about who asks.</summary>
internal static class UserCodes
{
    public static readonly DoctorCode Ok = new("USER-OK", Area.User, Severity.Ok, "doctor runs as the user that the data belong to");

    public static readonly DoctorCode Root = new(
        "USER-ROOT", Area.User, Severity.Note, "doctor runs as root and so would the agent; root may do what the agent's own user may not",
        "give the agent a user of its own, and run doctor as that user");

    public static readonly DoctorCode Other = new(
        "USER-OTHER", Area.User, Severity.Warning, "the data or the running agent belong to another user, so rights are not judged as the agent has them",
        "run doctor as that user: sudo -u USER edgeactors doctor …");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Root, Other];
}
