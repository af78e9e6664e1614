using Akka.Actor;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Capture.Buffering;

/// <summary>Messages to the capture buffer's actor; whoever is outside the actors uses <see cref="ICaptureBuffer"/>.</summary>
public static class BufferProtocol
{
    /// <summary>A capture; answered by a <see cref="CaptureProtocol.ICaptureReply"/>.</summary>
    public sealed record Accept(CaptureDraft Draft) : INoSerializationVerificationNeeded
    {
        /// <summary>Of the capture's id: hashed where the message is made, and not on the actor's turn.</summary>
        public CaptureKey Key { get; } = CaptureKey.Of(Draft.CaptureId);
    }

    /// <summary>Where a capture is; answered by <see cref="StatusIs"/>.</summary>
    public sealed record GetStatus(string CaptureId) : INoSerializationVerificationNeeded;

    /// <summary>Answer to <see cref="GetStatus"/>.</summary>
    public sealed record StatusIs(CaptureStatus Status) : INoSerializationVerificationNeeded;

    /// <summary>What is where; answered by <see cref="ViewIs"/>.</summary>
    public sealed record GetView : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static GetView Instance { get; } = new();
    }

    /// <summary>Answer to <see cref="GetView"/>.</summary>
    /// <param name="View">The captures.</param>
    /// <param name="SinkReason">Why the sink takes nothing; null when it does.</param>
    public sealed record ViewIs(CaptureView View, string? SinkReason) : INoSerializationVerificationNeeded;

    /// <summary>Work with other limits from now on; answered by <see cref="Tuned"/>.</summary>
    /// <param name="Tuning">Checked.</param>
    /// <param name="Generation">One that is not larger than an earlier one has no effect.</param>
    public sealed record Tune(CaptureTuning Tuning, long Generation) : INoSerializationVerificationNeeded;

    /// <summary>Answer to <see cref="Tune"/>.</summary>
    public sealed record Tuned : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static Tuned Instance { get; } = new();
    }

    /// <summary>Accept no more, deliver what can be delivered in the given time, keep the rest; answered by <see cref="Stopped"/> in time.</summary>
    public sealed record Stop(TimeSpan Within) : INoSerializationVerificationNeeded;

    /// <summary>Answer to <see cref="Stop"/>.</summary>
    /// <param name="Kept">Accepted captures that the next start goes on with.</param>
    /// <param name="Lost">Accepted captures that end with this process; always 0 with <c>DbEnable</c>.</param>
    public sealed record Stopped(long Kept, long Lost) : INoSerializationVerificationNeeded;

    /// <summary>Answer to whatever is said to the buffer while it is down: it failed and is started again after a pause.</summary>
    public sealed record Down : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static Down Instance { get; } = new();
    }
}
