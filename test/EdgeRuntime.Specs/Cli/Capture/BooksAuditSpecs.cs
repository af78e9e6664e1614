using EdgeActors.Capture.Journal;
using EdgeActors.Cli.Capture.Books;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Cli.Capture;

public sealed class BooksAuditSpecs
{
    private const ulong Seed = 20261122;

    private static readonly JournalView Empty = new(0, 0, 0, 0, [], 0, []);

    [Fact]
    public void Nothing_balances() => Assert.Empty(BooksAudit.Compare(Empty, SinkView.Empty));

    [Fact]
    public void Books_that_add_up_have_no_findings()
    {
        JournalView journal = new(6, 3, 1, 1, [Hash("p")], 0, [(Hash("a"), CaptureEnd.Stored), (Hash("x"), CaptureEnd.NotStored)]);

        Assert.Empty(BooksAudit.Compare(journal, Sink("a", "long-forgotten-1", "long-forgotten-2")));
    }

    [Fact]
    public void Numbers_of_the_journal_that_do_not_add_up_are_a_fault()
    {
        Finding finding = Assert.Single(BooksAudit.Compare(Empty with { Accepted = 5, Failed = 2, Pending = [Hash("p")] }, SinkView.Empty));

        Assert.Equal((FindingKind.Unbalanced, "2", true), (finding.Kind, finding.Subject, finding.IsFault));
        Assert.Equal("accepted 5 is not stored 0 + failed 2 + evicted 0 + pending 1", finding.Detail);
    }

    [Fact]
    public void Capture_that_the_journal_calls_stored_has_to_be_there()
    {
        JournalView journal = Empty with { Accepted = 1, Stored = 1, Finished = [(Hash("a"), CaptureEnd.Stored)] };

        Finding finding = Assert.Single(BooksAudit.Compare(journal, SinkView.Empty));

        Assert.Equal((FindingKind.Missing, BooksAudit.Name(Hash("a")), true), (finding.Kind, finding.Subject, finding.IsFault));
    }

    [Fact]
    public void Stored_captures_whose_ids_are_forgotten_are_counted()
    {
        JournalView journal = Empty with { Accepted = 3, Stored = 3 };

        Finding finding = Assert.Single(BooksAudit.Compare(journal, Sink("a")));

        Assert.Equal((FindingKind.Missing, "2"), (finding.Kind, finding.Subject));
    }

    [Fact]
    public void Capture_in_two_objects_is_double_and_says_where()
    {
        JournalView journal = Empty with { Accepted = 1, Stored = 1, Finished = [(Hash("a"), CaptureEnd.Stored)] };
        SinkView sink = SinkView.Empty with { Captures = [("a", "y.jsonl"), ("a", "x.jsonl")] };

        Finding finding = Assert.Single(BooksAudit.Compare(journal, sink));

        Assert.Equal((FindingKind.Double, "a", "is in the sink 2 times: x.jsonl, y.jsonl"), (finding.Kind, finding.Subject, finding.Detail));
        Assert.True(finding.IsFault);
    }

    [Fact]
    public void Capture_pending_twice_is_a_fault()
    {
        JournalView journal = Empty with { Accepted = 2, Pending = [Hash("p"), Hash("p")] };

        Assert.Equal(FindingKind.PendingTwice, Assert.Single(BooksAudit.Compare(journal, SinkView.Empty)).Kind);
    }

    [Fact]
    public void Capture_that_was_stored_a_moment_before_the_end_is_early_and_no_fault()
    {
        Finding finding = Assert.Single(BooksAudit.Compare(Empty with { Accepted = 1, Pending = [Hash("p")] }, Sink("p")));

        Assert.Equal((FindingKind.Early, "p", false), (finding.Kind, finding.Subject, finding.IsFault));
    }

    [Fact]
    public void Captures_of_other_times_are_foreign_and_no_fault()
    {
        Finding finding = Assert.Single(BooksAudit.Compare(Empty, Sink("old")));

        Assert.Equal((FindingKind.Foreign, "1", false), (finding.Kind, finding.Subject, finding.IsFault));
    }

    [Fact]
    public void Capture_that_was_given_up_and_is_there_all_the_same_is_foreign()
    {
        JournalView journal = Empty with { Accepted = 1, Failed = 1, Finished = [(Hash("x"), CaptureEnd.NotStored)] };

        Assert.Equal((FindingKind.Foreign, "x"), (Assert.Single(BooksAudit.Compare(journal, Sink("x"))).Kind, "x"));
    }

    [Fact]
    public void Missing_payloads_and_unreadable_objects_are_faults_and_come_first()
    {
        SinkView sink = new([("old", "o.jsonl")], [("file:///p.bin", "o.jsonl")], [("u.jsonl", "line 2 is no record")]);

        IReadOnlyList<Finding> findings = BooksAudit.Compare(Empty, sink);

        Assert.Equal([FindingKind.MissingPayload, FindingKind.Unreadable, FindingKind.Foreign], findings.Select(finding => finding.Kind));
        Assert.Equal("is not there, but o.jsonl refers to it", findings[0].Detail);
    }

    [Fact]
    public void Any_single_loss_or_double_is_found() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(Seed, 1),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            string[] stored = [.. Enumerable.Range(0, random.Next(1, 30)).Select(i => $"s-{i}")];
            string[] pending = [.. Enumerable.Range(0, random.Next(5)).Select(i => $"p-{i}")];
            int remembered = random.Next(stored.Length + 1);
            JournalView journal = new(
                stored.Length + pending.Length,
                stored.Length,
                0,
                0,
                [.. pending.Select(Hash)],
                0,
                [.. stored[..remembered].Select(id => (Hash(id), CaptureEnd.Stored))]);
            string victim = stored[random.Next(stored.Length)];

            Assert.Empty(BooksAudit.Compare(journal, Sink(stored)));
            Assert.Equal(FindingKind.Missing, Assert.Single(BooksAudit.Compare(journal, Sink([.. stored.Where(id => id != victim)]))).Kind);
            Assert.Equal(FindingKind.Double, Assert.Single(BooksAudit.Compare(journal, Sink([.. stored, victim]))).Kind);
        }));

    private static CaptureKey Hash(string id) => CaptureKey.Of(id);

    private static SinkView Sink(params string[] ids) => SinkView.Empty with { Captures = [.. ids.Select((id, i) => (id, $"{i}.jsonl"))] };
}
