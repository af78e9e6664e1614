namespace EdgeActors.Demo;

/// <summary>
/// A small classifier over <see cref="Spectrum.LogPower"/>: one hidden layer with rectifiers, then one probability per
/// <see cref="MachineCondition"/>. Matrices are row by row, [inputs, outputs].
/// </summary>
internal sealed class VibrationNet
{
    /// <summary>Units of the hidden layer.</summary>
    public const int Hidden = 16;

    /// <summary>One output per condition.</summary>
    public static int Classes { get; } = VibrationSignals.Conditions.Count;

    /// <summary>[<see cref="Spectrum.Bins"/>, <see cref="Hidden"/>].</summary>
    public float[] HiddenWeights { get; } = new float[Spectrum.Bins * Hidden];

    /// <summary>[<see cref="Hidden"/>].</summary>
    public float[] HiddenBias { get; } = new float[Hidden];

    /// <summary>[<see cref="Hidden"/>, <see cref="Classes"/>].</summary>
    public float[] OutputWeights { get; } = new float[Hidden * Classes];

    /// <summary>[<see cref="Classes"/>].</summary>
    public float[] OutputBias { get; } = new float[Classes];

    /// <summary>Probabilities of the conditions for a raw window.</summary>
    public float[] Classify(ReadOnlySpan<float> window) => Probabilities(Activate(Spectrum.LogPower(window)));

    /// <summary>The hidden layer's activations for one spectrum.</summary>
    public float[] Activate(ReadOnlySpan<float> spectrum)
    {
        float[] hidden = Product(spectrum, HiddenWeights, HiddenBias);
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = MathF.Max(0, hidden[i]);
        }

        return hidden;
    }

    /// <summary>The softmax of the output layer.</summary>
    public float[] Probabilities(ReadOnlySpan<float> hidden)
    {
        float[] scores = Product(hidden, OutputWeights, OutputBias);
        float highest = scores.Max();
        float sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = MathF.Exp(scores[i] - highest);
            sum += scores[i];
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }

        return scores;
    }

    private static float[] Product(ReadOnlySpan<float> row, float[] weights, float[] bias)
    {
        float[] result = [.. bias];
        for (int i = 0; i < row.Length; i++)
        {
            ReadOnlySpan<float> outgoing = weights.AsSpan(i * bias.Length, bias.Length);
            for (int j = 0; j < result.Length; j++)
            {
                result[j] += row[i] * outgoing[j];
            }
        }

        return result;
    }
}
