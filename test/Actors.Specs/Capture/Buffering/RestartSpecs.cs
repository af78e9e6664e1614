using EdgeActors.Capture;
using EdgeActors.Capture.Ledger;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Capture.Buffering;

public sealed class RestartSpecs
{
    [Fact]
    public async Task What_waited_goes_on_and_what_is_finished_is_remembered()
    {
        await using BufferSystem system = new();
        await system.Accepted("a", "b");
        await system.Until(static view => view.Books.Stored == 2);
        await system.Accepted("c");

        await system.Restart();

        Assert.Equal(CaptureStatus.Success, await system.Status("a"));
        Assert.Equal(CaptureStatus.InProgress, await system.Status("c"));
        Assert.Equal(CaptureRefusal.DuplicateId, (await system.Refused("b")).Reason);
        system.Advance(TimeSpan.FromSeconds(4));
        await system.Until(static view => view.Books.Stored == 3);
        Assert.Equal(["a", "b", "c"], system.Sink.Ids);
    }

    [Fact]
    public async Task Sealed_batches_are_found_again_and_delivered_in_order()
    {
        await using BufferSystem system = new(static options => options with { SnapshotEvents = 5 });
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b", "c", "d", "e", "f");
        await system.Until(static view => view.Batches.Count(static batch => batch.IsSealed) == 3);
        await ModelsSystem.Eventually(() => system.Journal.Deletes > 0);

        await system.Restart();
        Assert.Equal(CaptureStatus.InProgress, await system.Status("e"));
        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.Sink.Ids.Count == 6, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b", "c", "d", "e", "f"], system.Sink.Ids);
        await system.Until(static view => view.Books == new CaptureBooks(6, 6, 0, 0, 0));
    }

    [Fact]
    public async Task A_delivery_that_was_not_written_down_is_repeated_under_the_same_keys()
    {
        await using BufferSystem system = new();
        system.Journal.Rejects = static e => e is EdgeActors.Capture.Journal.BatchStored;
        await system.Accepted("a", "b");
        await ModelsSystem.Eventually(() => system.Sink.Ids.Count == 2);

        await system.Restart();
        system.Journal.Rejects = static _ => false;
        await system.AdvanceUntil(() => system.View().Result.Books.Stored == 2, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b"], system.Sink.Ids);
        Assert.Equal(2, system.Sink.Puts);
    }

    [Fact]
    public async Task What_was_delivered_and_cannot_be_written_down_is_written_when_it_can()
    {
        await using BufferSystem system = new();
        system.Journal.Rejects = static e => e is EdgeActors.Capture.Journal.BatchStored;
        await system.Accepted("a", "b");
        await ModelsSystem.Eventually(() => system.Sink.Ids.Count == 2);
        Assert.Equal(CaptureStatus.InProgress, await system.Status("a"));

        system.Journal.Rejects = static _ => false;
        await system.AdvanceUntil(() => system.View().Result.Books.Stored == 2, TimeSpan.FromSeconds(1));

        Assert.Equal(1, system.Sink.Puts);
    }

    [Fact]
    public async Task A_missing_batch_file_is_told_counted_and_ends_as_failure()
    {
        await using BufferSystem system = new();
        system.ExpectError("2 accepted captures are lost");
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b", "c", "d");
        await system.Until(static view => view.Batches.Count(static batch => batch.IsSealed) == 2);

        await system.Kill();
        system.Spool.Lose(batch: 1);
        system.Start();

        CaptureView view = await system.Until(static view => view.Books.Lost == 2);
        Assert.Equal(new CaptureBooks(4, 0, 2, 0, 2), view.Books);
        Assert.Equal(CaptureStatus.Failure, await system.Status("a"));
        Assert.Equal(CaptureStatus.InProgress, await system.Status("c"));
        Assert.Single(system.Errors);
    }

    [Fact]
    public async Task A_missing_payload_costs_its_capture_and_no_other()
    {
        await using BufferSystem system = new();
        system.ExpectError("1 accepted captures are lost");
        Assert.IsType<CaptureProtocol.CaptureAccepted>(await system.Accept("large", bytes: 5000));

        await system.Kill();
        system.Spool.Lose(payload: 1);
        system.Start();
        await system.Accepted("a", "b");

        await system.Until(static view => view.Books == new CaptureBooks(3, 2, 1, 0, 1));
        Assert.Equal(CaptureStatus.Failure, await system.Status("large"));
    }

    [Fact]
    public async Task A_payload_that_goes_bad_while_it_waits_costs_its_capture_and_no_other()
    {
        await using BufferSystem system = new();
        system.ExpectError("cannot be read from the spool and are lost");
        Assert.IsType<CaptureProtocol.CaptureAccepted>(await system.Accept("large", bytes: 5000));
        system.Spool.Lose(payload: 1);

        await system.Accepted("a");

        await system.Until(static view => view.Books == new CaptureBooks(2, 1, 1, 0, 1));
        Assert.Equal(["a"], system.Sink.Ids);
    }

    [Fact]
    public async Task Payloads_of_captures_that_were_never_accepted_are_removed()
    {
        await using BufferSystem system = new();
        await system.View();
        await system.Spool.KeepAsync(41, [(0, new byte[10])], default);
        await system.Spool.SealAsync(new CaptureBatch(17, [new CapturedData(40, "found", "m", "1", system.Now, system.Now, [])]), default);

        await system.Restart();

        Assert.Equal(CaptureStatus.InProgress, await system.Status("found"));
        await ModelsSystem.Eventually(() => system.Spool.Payloads.Count == 0);
        await system.Until(static view => view.Books == new CaptureBooks(1, 1, 0, 0, 0));
        await system.Accepted("next");
        Assert.Equal(["found"], system.Sink.Ids);
    }

    [Fact]
    public async Task A_failed_journal_refuses_captures_until_it_works_and_is_told_once()
    {
        await using BufferSystem system = new();
        system.ExpectError("The capture journal cannot be written");
        await system.Accepted("a");
        system.Journal.Fails = true;

        Assert.Equal(CaptureRefusal.NotStored, (await system.Refused("b")).Reason);
        await ModelsSystem.Eventually(() => system.Refused("c").Result.Reason == CaptureRefusal.Unavailable);
        Assert.Contains(": its journal cannot be written: ", (await system.Refused("c")).Message, StringComparison.Ordinal);
        system.Journal.Fails = false;
        await system.AdvanceUntil(() => system.Accept("d").Result is CaptureProtocol.CaptureAccepted, TimeSpan.FromSeconds(0.1));

        Assert.Equal(CaptureStatus.NotFound, await system.Status("b"));
        await system.AdvanceUntil(() => system.Sink.Ids.Count == 2, TimeSpan.FromSeconds(1));
        Assert.Single(system.Errors);
    }

    [Fact]
    public async Task A_spool_that_cannot_be_read_is_told_once_and_tried_again()
    {
        await using BufferSystem system = new(start: false);
        system.ExpectError("The spool cannot be read");
        system.Spool.InventoryFault = SpoolFault.Io;
        system.Start();

        await ModelsSystem.Eventually(() => system.Refused("a").Result.Reason == CaptureRefusal.Unavailable);
        Assert.Contains(": its spool cannot be read: ", (await system.Refused("a")).Message, StringComparison.Ordinal);
        system.Advance(TimeSpan.FromSeconds(1));
        await ModelsSystem.Eventually(() => system.Refused("a").Result.Reason == CaptureRefusal.Unavailable);
        system.Spool.InventoryFault = null;

        await system.AdvanceUntil(() => system.Accept("b").Result is CaptureProtocol.CaptureAccepted, TimeSpan.FromSeconds(1));
        Assert.Single(system.Errors);
    }

    [Fact]
    public async Task Damaged_files_that_were_set_aside_are_named()
    {
        await using BufferSystem system = new(start: false);
        system.ExpectError("A damaged file of the spool was set aside: 5.batch");
        system.Spool.SetAside.Add("5.batch (CRC)");

        system.Start();

        await system.Accepted("a");
        await ModelsSystem.Eventually(() => system.Errors.Count == 1);
    }
}
