using System.Globalization;
using EdgeActors.Benchmarks.Capture;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>
/// Slices of predictions in pairs, each without and with a trouble, next to each other in time and in turns the one or the other first. The figure
/// is the median of the pairs' ratios: what the machine does to both of a pair, or to a few pairs only, does not show in it.
/// </summary>
internal sealed class Pairs
{
    private readonly List<(double[] Without, double[] With)> _pairs = [];

    /// <summary>The table's head.</summary>
    public static string Head =>
        """
        | predictions of | beside | p50, ratio | p99, ratio | its quartiles | p99 µs without, with |
        |---|---|---|---|---|---|
        """;

    /// <summary>
    /// Measures one pair more than asked for and leaves out the first. A change of state is shared by two pairs, so that they cost half as many.
    /// </summary>
    /// <param name="count">Pairs.</param>
    /// <param name="without">A slice without the trouble, which it ends first if need be.</param>
    /// <param name="with">A slice with it.</param>
    public static async Task<Pairs> MeasureAsync(int count, Func<Task<double[]>> without, Func<Task<double[]>> with)
    {
        Pairs measured = new();
        for (int pair = 0; pair <= count; pair++)
        {
            (double[] first, double[] second) = pair % 2 == 0 ? (await without(), await with()) : (await with(), await without());
            if (pair > 0)
            {
                measured._pairs.Add(pair % 2 == 0 ? (first, second) : (second, first));
            }
        }

        return measured;
    }

    /// <summary>A row of the table.</summary>
    public string Row(string target, string trouble)
    {
        double[] p99 = Ratios(99);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {target} | {trouble} | {Middle(Ratios(50)):F2} | {Middle(p99):F2} | {p99[p99.Length / 4]:F2} to {p99[p99.Length * 3 / 4]:F2} ") +
            string.Create(CultureInfo.InvariantCulture, $"| {At(p => p.Without):F0}, {At(p => p.With):F0} |");
    }

    private double[] Ratios(int percent) => [.. _pairs.Select(p => CaptureRound.At(p.With, percent) / CaptureRound.At(p.Without, percent)).Order()];

    private double At(Func<(double[] Without, double[] With), double[]> of) => Middle([.. _pairs.Select(p => CaptureRound.At(of(p), 99)).Order()]);

    private static double Middle(double[] sorted) => sorted[sorted.Length / 2];
}
