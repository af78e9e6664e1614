using EdgeActors.Capture;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>A journal that the process has lost for good: it rejects all.</summary>
public sealed class LostJournalSpecs
{
    [Fact]
    public async Task New_captures_are_refused_and_those_before_are_delivered()
    {
        await using BufferSystem system = new();
        system.ExpectError("The capture journal is lost");
        await system.Accepted("a");
        system.Journal.Rejection = new IOException("gone", BufferSystem.FileLost);
        system.Journal.Rejects = static _ => true;

        CaptureProtocol.CaptureRefused refused = await system.Refused("b");
        Assert.Equal(CaptureRefusal.NotStored, refused.Reason);
        Assert.Contains("restart the agent", refused.Message, StringComparison.Ordinal);
        system.Advance(TimeSpan.FromSeconds(4));
        await system.Until(static view => view.Books == new CaptureBooks(1, 1, 0, 0, 0));

        Assert.Equal(["a"], system.Sink.Ids);
        Assert.Equal((CaptureStatus.Success, CaptureStatus.NotFound), (await system.Status("a"), await system.Status("b")));
        Assert.Single(system.Errors);
    }
}
