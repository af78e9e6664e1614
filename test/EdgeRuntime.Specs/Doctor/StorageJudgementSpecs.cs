using EdgeActors.Capture.Ledger;
using EdgeActors.Doctor;
using EdgeActors.Doctor.Books;
using EdgeActors.Doctor.Clocks;
using EdgeActors.Doctor.Disks;
using EdgeActors.Doctor.Egress;
using EdgeActors.Doctor.Folders;

namespace EdgeActors.Specs.Doctor;

public sealed class StorageJudgementSpecs
{
    private const long GiB = 1L << 30;

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly FileSystemFacts Roomy = new(0xEF53, 100 * GiB, 50 * GiB, 1_000_000, 900_000, IsReadOnly: false);
    private static readonly CaptureView Quiet = new(new CaptureBooks(), 0, 0, 0, null, []);
    private static readonly JournalFacts Sound = new("/data") { Owner = 998, View = Quiet };

    [Fact]
    public void Room_is_compared_with_what_budgets_still_allow()
    {
        Judge(Roomy).Only(DiskCodes.Ok, "50 GiB of 100 GiB are free for /data/spool, and budgets allow 9 GiB more");
        Judge(Roomy with { Free = (9 * GiB) - 1 }).Only(DiskCodes.Space, "budgets allow 9 GiB more");
        Judge(Roomy with { Free = 9 * GiB }).Only(DiskCodes.Ok);
        Judge(Roomy with { Free = (16L << 20) - 1 }).Only(DiskCodes.Full);
    }

    [Fact]
    public void Files_that_can_be_made_count_where_they_are_limited()
    {
        Assert.Equal(["DISK-INODES", "DISK-OK"], Judge(Roomy with { FreeInodes = 999 }).Codes());
        Judge(Roomy with { Inodes = 0, FreeInodes = 0 }).Only(DiskCodes.Ok);
    }

    [Fact]
    public void Read_only_disk_is_told_and_nothing_else_of_it() => Judge(Roomy with { IsReadOnly = true, Free = 0, FreeInodes = 0 }).Only(DiskCodes.ReadOnly);

    [Fact]
    public void Folder_without_a_budget_is_worth_knowing() =>
        Assert.Equal(["DISK-UNBOUNDED", "DISK-OK"], DiskCheck.Judge([new DiskFacts(Roomy, [(new AgentFolder("stored captures", "/c", null), GiB)])]).Codes());

    [Fact]
    public void More_in_a_folder_than_its_budget_is_no_negative_need() =>
        Assert.Equal(5, new DiskFacts(Roomy, [(new AgentFolder("a", "/a", 10), 20), (new AgentFolder("b", "/b", 10), 5)]).Growth);

    [Fact]
    public void Journal_is_judged_by_what_it_says()
    {
        JournalCheck.Judge(new JournalFacts("/data"), Now).Only(JournalCodes.Ok, "there is no journal in /data");
        JournalCheck.Judge(new JournalFacts("/data") { Owner = 4_000_000_000 }, Now).Only(JournalCodes.Unread, "user 4000000000");
        JournalCheck.Judge(Sound with { View = null, Fault = "it is no database" }, Now).Only(JournalCodes.Damaged, "no database");
        JournalCheck.Judge(Sound, Now).Only(JournalCodes.Ok, "accepted 0, stored 0, pending 0");
    }

    [Fact]
    public void Losses_and_files_set_aside_are_told_with_the_first_three()
    {
        IReadOnlyList<Finding> findings = JournalCheck.Judge(Sound with { Lost = ["a is gone", "b is gone", "c is gone", "d is gone"], SetAside = 2 }, Now);

        Assert.Equal(["JOURNAL-LOST", "JOURNAL-SET-ASIDE"], findings.Codes());
        Assert.Equal("a is gone; b is gone; c is gone; and 1 more", findings[0].Evidence);
    }

    [Fact]
    public void Captures_that_wait_too_long_are_told_whether_in_a_batch_or_not()
    {
        BatchView batch = new(1, IsSealed: true, IsSuspect: false, 0, 3, 10, Now.AddDays(-2));

        JournalCheck.Judge(Sound with { View = Quiet with { Pending = 3, Batches = [batch] } }, Now).Only(JournalCodes.Backlog, "3 captures wait, the oldest for 2.0 days");
        JournalCheck.Judge(Sound with { View = Quiet with { Pending = 1, OldestWaiting = Now.AddHours(-25) } }, Now).Only(JournalCodes.Backlog);
        JournalCheck.Judge(Sound with { View = Quiet with { Pending = 1, OldestWaiting = Now.AddHours(-23) } }, Now).Only(JournalCodes.Ok);
    }

    [Fact]
    public void Clock_is_judged_by_the_newest_file_and_by_servers()
    {
        Clock(Now).Only(ClockCodes.Ok, "no server to compare it with");
        Clock(Now, file: Now.AddMinutes(5)).Only(ClockCodes.Ok);
        Clock(Now, file: Now.AddMinutes(6)).Only(ClockCodes.Behind, "/data/db/journal.db was written at 2026-11-28 12:06:00Z");
        Clock(Now, ahead: TimeSpan.FromMinutes(5)).Only(ClockCodes.Ok, "00:05:00 ahead of s3.test:443");
        Clock(Now, ahead: TimeSpan.FromMinutes(6)).Only(ClockCodes.Skew, "00:06:00 ahead of s3.test:443");
        Clock(Now, ahead: TimeSpan.FromDays(-2)).Only(ClockCodes.Skew, "2.00:00:00 behind s3.test:443");
        Clock(new DateTimeOffset(2023, 12, 31, 23, 59, 59, TimeSpan.Zero)).Only(ClockCodes.Unset, "2023-12-31");
        Assert.Equal(["CLOCK-UNSET", "CLOCK-BEHIND"], Clock(DateTimeOffset.UnixEpoch, file: Now).Codes());
    }

    private static IReadOnlyList<Finding> Judge(FileSystemFacts system) =>
        DiskCheck.Judge([new DiskFacts(system, [(new AgentFolder("spool", "/data/spool", 10 * GiB), GiB)])]);

    private static IReadOnlyList<Finding> Clock(DateTimeOffset now, DateTimeOffset? file = null, TimeSpan? ahead = null)
    {
        HostFacts host = new(new NeededHost("the bucket", new Uri("https://s3.test"), null, WantsCertificate: false), HostOutcome.Answered) { ClockAhead = ahead };
        return ClockCheck.Judge(now, file is { } at ? ("/data/db/journal.db", at) : null, [host]);
    }
}
