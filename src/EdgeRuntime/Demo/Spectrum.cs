namespace EdgeActors.Demo;

/// <summary>
/// The detector's first layer: how strong each frequency is, whatever the angle at which the window began. It is two matrix
/// products with fixed weights, so that the model takes the raw window and clients need no signal processing.
/// </summary>
internal static class Spectrum
{
    /// <summary>Frequencies looked at: 10, 20, … Hz.</summary>
    public const int Bins = 100;

    /// <summary>Power in g² of a bin that is as quiet as noise. Powers are measured in it, so that quiet bins come out near 0.</summary>
    public const double QuietPower = 1e-3;

    /// <summary>Cosine weights, [<see cref="VibrationSignals.WindowLength"/>, <see cref="Bins"/>] row by row.</summary>
    public static float[] Cosines { get; } = Weights(Math.Cos);

    /// <summary>Sine weights, shaped as <see cref="Cosines"/>.</summary>
    public static float[] Sines { get; } = Weights(Math.Sin);

    /// <summary>ln(1 + power / <see cref="QuietPower"/>) of each bin.</summary>
    public static float[] LogPower(ReadOnlySpan<float> window)
    {
        float[] real = new float[Bins];
        float[] imaginary = new float[Bins];
        for (int i = 0; i < VibrationSignals.WindowLength; i++)
        {
            ReadOnlySpan<float> cosines = Cosines.AsSpan(i * Bins, Bins);
            ReadOnlySpan<float> sines = Sines.AsSpan(i * Bins, Bins);
            for (int bin = 0; bin < Bins; bin++)
            {
                real[bin] += window[i] * cosines[bin];
                imaginary[bin] += window[i] * sines[bin];
            }
        }

        float[] power = new float[Bins];
        for (int bin = 0; bin < Bins; bin++)
        {
            power[bin] = MathF.Log((real[bin] * real[bin]) + (imaginary[bin] * imaginary[bin]) + 1);
        }

        return power;
    }

    private static float[] Weights(Func<double, double> wave)
    {
        const int length = VibrationSignals.WindowLength;
        double scale = 2 / Math.Sqrt(QuietPower);
        float[] weights = new float[length * Bins];
        for (int i = 0; i < length; i++)
        {
            // A Hann taper keeps a strong shaft component from leaking into the bins of its neighbours.
            double taper = (1 - Math.Cos(Math.Tau * i / length)) / length;
            for (int bin = 0; bin < Bins; bin++)
            {
                weights[(i * Bins) + bin] = (float)(scale * taper * wave(Math.Tau * (bin + 1) * i / length));
            }
        }

        return weights;
    }
}
