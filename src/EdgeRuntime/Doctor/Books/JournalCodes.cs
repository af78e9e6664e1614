namespace EdgeActors.Doctor.Books;

/// <summary>What can be found about journal and spool.</summary>
internal static class JournalCodes
{
    public static readonly DoctorCode Ok = new("JOURNAL-OK", Area.Journal, Severity.Ok, "journal and spool agree, or there are none");

    public static readonly DoctorCode Unread = new(
        "JOURNAL-UNREAD", Area.Journal, Severity.Note, "the journal is another user's, so it was not read", "run doctor as the agent's user");

    public static readonly DoctorCode Damaged = new(
        "JOURNAL-DAMAGED", Area.Journal, Severity.Error, "the journal cannot be read",
        "keep a copy of the folder; the agent's next start recovers what is whole and sets the rest aside");

    public static readonly DoctorCode Lost = new(
        "JOURNAL-LOST", Area.Journal, Severity.Error, "what the journal counts on is missing in the spool, or cannot be read there",
        "edgeactors capture verify names each; look at the disk (dmesg, smartctl)");

    public static readonly DoctorCode Backlog = new(
        "JOURNAL-BACKLOG", Area.Journal, Severity.Warning, "captures have waited over a day for the sink",
        "see the findings on credentials and bucket; edgeactors capture ls shows what waits");

    public static readonly DoctorCode SetAside = new(
        "JOURNAL-SET-ASIDE", Area.Journal, Severity.Warning, "files that failed their checks were set aside earlier",
        "look at the disk (dmesg, smartctl); remove the files when nobody needs them");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Unread, Damaged, Lost, Backlog, SetAside];
}
