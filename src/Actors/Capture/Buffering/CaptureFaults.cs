using System.Globalization;

namespace EdgeActors.Capture.Buffering;

/// <summary>Refusals of captures: each says what was wrong and what to do.</summary>
internal static class CaptureFaults
{
    public static CaptureProtocol.CaptureRefused Stopping { get; } = new(
        CaptureRefusal.Unavailable, "the agent is stopping and takes no new captures; send this one again when it is back");

    public static CaptureProtocol.CaptureRefused Starting { get; } = new(
        CaptureRefusal.Unavailable, "the agent reads back what it had captured and too many calls wait for that already; retry in a second", TimeSpan.FromSeconds(1));

    public static CaptureProtocol.CaptureRefused NotStored { get; } = new(
        CaptureRefusal.NotStored,
        "the capture could not be written to the device's storage; ask for its status before you send it again, and see the agent's log for the cause");

    public static CaptureProtocol.CaptureRefused JournalLost { get; } = new(
        CaptureRefusal.NotStored,
        "the database of captures was removed or replaced while the agent had it open, so that it can store none: restart the agent, then send this one again");

    /// <param name="fault">What keeps the buffer from working; null when nothing is known to.</param>
    public static CaptureProtocol.CaptureRefused Down(string? fault) => new(
        CaptureRefusal.Unavailable,
        $"the capture buffer failed and is being started again{(fault is null ? "" : $": {fault}")}; predictions go on, so retry, and see the agent's log if this lasts",
        TimeSpan.FromSeconds(1));

    public static CaptureProtocol.CaptureRefused Duplicate(string id) => new(
        CaptureRefusal.DuplicateId, $"the capture id '{Short(id)}' is in use already; give every capture an id of its own");

    public static CaptureProtocol.CaptureRefused Future(DateTimeOffset time, DateTimeOffset now, TimeSpan skew) => new(
        CaptureRefusal.FutureTimestamp,
        string.Create(
            CultureInfo.InvariantCulture,
            $"the inference time {time:O} is more than {skew.TotalSeconds:0.###} s after the device's clock, which shows {now:O}; correct the clock that it comes from, or leave it out"));

    public static CaptureProtocol.CaptureRefused Wordy(long bytes, int limit) => new(
        CaptureRefusal.Malformed,
        string.Create(
            CultureInfo.InvariantCulture,
            $"names and content types of this capture take {bytes} bytes without any data, at most {limit} are allowed; send fewer or shorter ones"));

    public static CaptureProtocol.CaptureRefused NoPlace(int limit, TimeSpan retry) => Full(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{limit} captures wait to be stored, which is the buffer's size; retry in {retry.TotalSeconds:0.###} s, capture less often, or raise CaptureDataBufferSize"),
        retry);

    public static CaptureProtocol.CaptureRefused NoJournal(TimeSpan retry) => Full(
        string.Create(
            CultureInfo.InvariantCulture,
            $"the captures that wait use up their share of the device's 5 MB database; retry in {retry.TotalSeconds:0.###} s or capture less often"),
        retry);

    public static CaptureProtocol.CaptureRefused NoDisk(TimeSpan retry) => Full(
        "the disk with the database of captures is full; free disk space, then send the capture again",
        retry);

    public static CaptureProtocol.CaptureRefused NoSpool(TimeSpan? retry) => Full(
        "the spool for captured data has used up its budget or its disk is full; free disk space, raise the spool's budget, or wait until data are uploaded",
        retry);

    public static CaptureProtocol.CaptureRefused Offline { get; } = new(
        CaptureRefusal.CloudUnreachable,
        "the cloud cannot be reached and this device can keep no more captures; restore the connection, or give captures room on disk");

    private static CaptureProtocol.CaptureRefused Full(string message, TimeSpan? retry) => new(CaptureRefusal.Full, message, retry);

    // An id may be up to 256 characters; the message has to fit into a header.
    private static string Short(string id) => id.Length <= 64 ? id : id[..64] + "…";
}
