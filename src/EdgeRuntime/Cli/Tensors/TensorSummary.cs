using System.Globalization;
using EdgeActors.NumPy;

namespace EdgeActors.Cli.Tensors;

/// <summary>What is worth saying about a tensor in one line of a table.</summary>
/// <param name="First">Its first values.</param>
/// <param name="Range">Its smallest and largest value; empty without elements.</param>
/// <param name="Highest">Where the highest value of a vector is; empty for anything but a vector of two or more.</param>
internal sealed record TensorSummary(string First, string Range, string Highest)
{
    private const int Shown = 6;

    /// <summary>Looks at all elements.</summary>
    public static TensorSummary Of(TensorValue tensor)
    {
        IEnumerable<string> first = Enumerable.Range(0, Math.Min(Shown, tensor.Count)).Select(i => tensor.ReadText(i));
        string values = string.Join("  ", first) + (tensor.Count > Shown ? "  …" : "");
        if (tensor.Count == 0)
        {
            return new TensorSummary("(empty)", "", "");
        }

        (int lowest, int highest) = Extremes(tensor);
        bool vector = tensor.Count > 1 && tensor.Shape.Count(extent => extent != 1) == 1;
        return new TensorSummary(
            values,
            $"{tensor.ReadText(lowest)} … {tensor.ReadText(highest)}",
            vector ? highest.ToString(CultureInfo.InvariantCulture) : "");
    }

    // Numbers that are none (NaN) never compare as lower or higher, so they are passed over unless they are all there is.
    private static (int Lowest, int Highest) Extremes(TensorValue tensor)
    {
        (int lowest, int highest) = (0, 0);
        for (int i = 1; i < tensor.Count; i++)
        {
            double value = tensor.Read(i);
            lowest = value < tensor.Read(lowest) || double.IsNaN(tensor.Read(lowest)) ? i : lowest;
            highest = value > tensor.Read(highest) || double.IsNaN(tensor.Read(highest)) ? i : highest;
        }

        return (lowest, highest);
    }
}
