using EdgeActors.Configuration;

namespace EdgeActors.Doctor.Segments;

/// <summary>Whether clients can hand over tensors by shared memory.</summary>
internal sealed class SegmentCheck : ICheck
{
    private const double FullShare = 0.9;

    public Area Area => Area.SharedMemory;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Judge(SegmentFacts.Of((await context.ServingAsync()).Pid), context.Agent.MaxMessageBytes);

    /// <summary>What the facts mean.</summary>
    /// <param name="facts">Them; null where there is no such memory.</param>
    /// <param name="message">Bytes that a message may have: what is larger needs shared memory.</param>
    public static IReadOnlyList<Finding> Judge(SegmentFacts? facts, int message)
    {
        if (facts is null)
        {
            return [SegmentCodes.Absent.Seen("there is no /proc/sysvipc/shm")];
        }

        List<Finding> findings = [];
        string sizes = FormattableString.Invariant($"segments of up to {Show(facts.LargestSegment)}, {Show(facts.AllBytes)} together, {facts.Segments} of {facts.MostSegments} in use");
        if (Math.Min(facts.LargestSegment, facts.AllBytes) <= message)
        {
            findings.Add(SegmentCodes.Small.Seen($"{sizes}; a message may have {ByteSize.Show(message)}"));
        }

        if (facts.Segments >= facts.MostSegments * FullShare)
        {
            findings.Add(SegmentCodes.Full.Seen(sizes));
        }

        if (facts.AgentNamespace is { } agent ? agent != facts.Namespace : facts.Namespace is not null and not SegmentFacts.OfTheMachine)
        {
            findings.Add(SegmentCodes.Namespace.Seen(
                facts.AgentNamespace is null ? $"this shell is in {facts.Namespace}" : $"this shell is in {facts.Namespace}, the agent in {facts.AgentNamespace}"));
        }

        return findings.Count > 0 ? findings : [SegmentCodes.Ok.Seen(sizes)];
    }

    private static string Show(decimal bytes) => bytes > long.MaxValue ? "any size" : ByteSize.Show((long)bytes);
}
