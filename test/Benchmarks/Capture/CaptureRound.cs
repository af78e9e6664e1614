namespace EdgeActors.Benchmarks.Capture;

/// <summary>What one round measured.</summary>
/// <param name="Raw">Raw inserts per second.</param>
/// <param name="Direct">Microseconds of every capture at the buffer, in order.</param>
/// <param name="Times">The same through the socket.</param>
/// <param name="Refused">Captures through the socket that were told to come back.</param>
/// <param name="Busy">The agent's processor time for <paramref name="Times"/>.</param>
/// <param name="Slice">How long each was measured.</param>
/// <param name="Predict">p50 of Predict beside captures over p50 alone.</param>
internal sealed record CaptureRound(double Raw, double[] Direct, double[] Times, long Refused, TimeSpan Busy, TimeSpan Slice, double Predict)
{
    public double Inner => Direct.Length / Slice.TotalSeconds;

    public double Outer => Times.Length / Slice.TotalSeconds;

    public static double At(double[] sorted, int percent) => sorted[sorted.Length * percent / 100];
}
