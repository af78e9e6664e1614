using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using EdgeActors.Capture;

namespace EdgeActors.Upload;

/// <summary>What the uploader and the owner of the batches (its parent) say to each other. The uploader asks; the owner decides and persists.</summary>
public static class UploadProtocol
{
    /// <summary>Uploader: the first batch of a lane after a number, please. Answered by <see cref="BatchToUpload"/> or <see cref="NothingToUpload"/>.</summary>
    /// <param name="Suspects">Which lane.</param>
    /// <param name="After">Number of a batch; 0 for the first of all.</param>
    /// <param name="Tell">Whether <see cref="NothingToUpload"/> is to be followed by the batch as soon as there is one.</param>
    public sealed record GiveBatch(bool Suspects, long After, bool Tell) : INoSerializationVerificationNeeded;

    /// <summary>Owner: this one.</summary>
    /// <param name="Number">Of the batch.</param>
    /// <param name="Suspect">Of which lane.</param>
    /// <param name="After">As asked for.</param>
    /// <param name="File">Number of the batch file in the spool, or 0.</param>
    /// <param name="Captures">Numbers of the captures that belong to the batch, in order.</param>
    /// <param name="Data">The captures, when they are not in a file.</param>
    public sealed record BatchToUpload(
        long Number, bool Suspect, long After, long File, ImmutableArray<long> Captures, CaptureBatch? Data) : INoSerializationVerificationNeeded;

    /// <summary>Owner: there is none.</summary>
    public sealed record NothingToUpload(bool Suspects, long After) : INoSerializationVerificationNeeded;

    /// <summary>Uploader: the sink has all of it.</summary>
    public sealed record BatchDelivered(long Number) : INoSerializationVerificationNeeded;

    /// <summary>Uploader: a suspect was refused although others were stored since its last refusal.</summary>
    public sealed record BatchRefused(long Number, string Reason) : INoSerializationVerificationNeeded;

    /// <summary>
    /// Uploader: these captures were refused while others were stored; set each group of them aside. Answered by <see cref="BatchRevised"/>.
    /// </summary>
    public sealed record SetAside(long Number, ImmutableArray<ImmutableArray<long>> Captures, string Reason) : INoSerializationVerificationNeeded;

    /// <summary>Uploader: these captures cannot be read from the spool. Answered by <see cref="BatchRevised"/>.</summary>
    public sealed record CapturesUnreadable(long Number, ImmutableArray<long> Captures, string Reason) : INoSerializationVerificationNeeded;

    /// <summary>Owner: what is left of the batch, or null when nothing is.</summary>
    public sealed record BatchRevised(long Number, BatchToUpload? Rest) : INoSerializationVerificationNeeded;

    /// <summary>Uploader: the sink takes objects, or it does not. Told when that changes.</summary>
    /// <param name="Available">Which.</param>
    /// <param name="Reason">Why not.</param>
    public sealed record SinkChanged(bool Available, string Reason) : INoSerializationVerificationNeeded;

    /// <summary>Owner: the agent stops, so be quick: no pace, short pauses.</summary>
    public sealed record Hurry : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        /// <summary>The only value.</summary>
        public static Hurry Instance { get; } = new();
    }
}
