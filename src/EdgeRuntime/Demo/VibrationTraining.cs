namespace EdgeActors.Demo;

/// <summary>
/// Trains a <see cref="VibrationNet"/> by plain stochastic gradient descent, one window at a time. The same seed gives the
/// same weights on the same machine.
/// </summary>
internal static class VibrationTraining
{
    private const int WindowsPerCondition = 250;
    private const int Epochs = 30;
    private const float FirstRate = 0.005f;

    /// <summary>A trained net; takes a fraction of a second.</summary>
    public static VibrationNet Train(int seed)
    {
        Random random = new(seed);
        (float[] Spectrum, int Truth)[] examples = Examples(seed, WindowsPerCondition);
        VibrationNet net = new();
        Scatter(net.HiddenWeights, Spectrum.Bins, random);
        Scatter(net.OutputWeights, VibrationNet.Hidden, random);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(examples);
            float rate = FirstRate / (1 + (epoch / 10f));
            foreach ((float[] spectrum, int truth) in examples)
            {
                Step(net, spectrum, truth, rate);
            }
        }

        return net;
    }

    /// <summary>The share of fresh windows, 0 to 1, whose most probable condition is the true one.</summary>
    public static double Accuracy(VibrationNet net, int seed, int windowsPerCondition)
    {
        VibrationSignals signals = new(seed);
        int right = 0;
        foreach (MachineCondition truth in VibrationSignals.Conditions)
        {
            for (int i = 0; i < windowsPerCondition; i++)
            {
                float[] probabilities = net.Classify(signals.Next(truth));
                right += probabilities.IndexOf(probabilities.Max()) == (int)truth ? 1 : 0;
            }
        }

        return (double)right / (windowsPerCondition * VibrationSignals.Conditions.Count);
    }

    private static (float[] Spectrum, int Truth)[] Examples(int seed, int perCondition)
    {
        VibrationSignals signals = new(seed);
        return [.. VibrationSignals.Conditions.SelectMany(condition => Enumerable.Range(0, perCondition)
            .Select(_ => (Spectrum.LogPower(signals.Next(condition)), (int)condition)))];
    }

    private static void Scatter(float[] weights, int inputs, Random random)
    {
        double width = Math.Sqrt(6.0 / inputs);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(width * ((2 * random.NextDouble()) - 1));
        }
    }

    private static void Step(VibrationNet net, float[] spectrum, int truth, float rate)
    {
        float[] hidden = net.Activate(spectrum);
        float[] outputError = net.Probabilities(hidden);
        outputError[truth] -= 1;

        float[] hiddenError = new float[hidden.Length];
        for (int i = 0; i < hidden.Length; i++)
        {
            for (int j = 0; hidden[i] > 0 && j < outputError.Length; j++)
            {
                hiddenError[i] += net.OutputWeights[(i * outputError.Length) + j] * outputError[j];
            }
        }

        Descend(net.OutputWeights, net.OutputBias, hidden, outputError, rate);
        Descend(net.HiddenWeights, net.HiddenBias, spectrum, hiddenError, rate);
    }

    private static void Descend(float[] weights, float[] bias, float[] input, float[] error, float rate)
    {
        for (int i = 0; i < input.Length; i++)
        {
            Span<float> outgoing = weights.AsSpan(i * error.Length, error.Length);
            for (int j = 0; j < error.Length; j++)
            {
                outgoing[j] -= rate * input[i] * error[j];
            }
        }

        for (int j = 0; j < error.Length; j++)
        {
            bias[j] -= rate * error[j];
        }
    }
}
