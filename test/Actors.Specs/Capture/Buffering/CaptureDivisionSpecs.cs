using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Specs.Capture.Buffering;

public sealed class CaptureDivisionSpecs
{
    private static readonly CaptureOptions Options = new() { Durable = true };

    [Fact]
    public void Items_up_to_the_limit_go_into_the_journal_and_larger_ones_to_the_spool()
    {
        CaptureDivision division = Divide(Draft(3072, 3073, 0));

        Assert.Equal([3072, null, 0], division.Capture.Items.Select(static item => item.Embedded?.Length));
        Assert.Equal(1, Assert.Single(division.Payloads).Index);
        Assert.Equal(3073, division.SpoolBytes);
        Assert.InRange(division.JournalBytes, 3072, 3600);
    }

    [Fact]
    public void Many_small_items_go_to_the_spool_together()
    {
        CaptureDivision division = Divide(Draft([.. Enumerable.Repeat(1000, 20)]));

        Assert.Equal(20, division.Payloads.Length);
        Assert.All(division.Capture.Items, static item => Assert.Null(item.Embedded));
        Assert.InRange(division.JournalBytes, 1, Options.MaxJournalBytesPerCapture);
    }

    [Fact]
    public void A_capture_whose_names_alone_are_too_much_is_malformed()
    {
        CaptureDraft draft = Draft(1) with { ModelName = new string('m', 20_000) };

        CaptureProtocol.CaptureRefused? refused = CaptureAdmission.DecideRoom(
            Divide(draft), new EdgeActors.Capture.Ledger.CaptureState(1), new Reservations(), Options, new AdmissionView(default, 0, 1 << 20, true, false, true, default));

        Assert.Equal(CaptureRefusal.Malformed, refused?.Reason);
        Assert.Contains("send fewer or shorter ones", refused!.Message, StringComparison.Ordinal);
    }

    private static CaptureDivision Divide(CaptureDraft draft) => CaptureDivision.Of(draft, CaptureKey.Of(draft.CaptureId), Options);

    private static CaptureDraft Draft(params int[] lengths) => new(
        "id", "m", "m", "1", null, [.. lengths.Select(static length => new CaptureDraftItem(CaptureItemKind.InputTensor, "x", "t", false, new byte[length]))]);
}
