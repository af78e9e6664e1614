namespace EdgeActors.Doctor;

/// <summary>What can be said of a check itself; the area is that of the check.</summary>
internal static class CheckCodes
{
    /// <summary>It took too long.</summary>
    public static DoctorCode Late(Area area) => new(
        "CHECK-LATE", area, Severity.Error, "a check did not end in its time: a file system or a host hangs",
        "look for a mount that hangs ('df' hangs too, then) or give more time with --timeout");

    /// <summary>It failed.</summary>
    public static DoctorCode Failed(Area area) => new(
        "CHECK-FAILED", area, Severity.Error, "a check could not look",
        "run doctor as the agent's user or as root; if it happens then too, report it with this line");

    /// <summary>It was left out.</summary>
    public static DoctorCode Skipped(Area area) => new(
        "CHECK-SKIPPED", area, Severity.Note, "a check was left out, since the configuration is at fault",
        "repair the configuration and run doctor again");

    /// <summary>For the document; the area is any.</summary>
    public static readonly IReadOnlyList<DoctorCode> All = [Late(Area.Configuration), Failed(Area.Configuration), Skipped(Area.Configuration)];
}
