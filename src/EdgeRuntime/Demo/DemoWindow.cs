using System.Runtime.InteropServices;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Demo;

/// <summary>A fresh window and what is known of it.</summary>
/// <param name="Truth">The condition it was made for.</param>
/// <param name="Input">The samples as the model takes them, float32 [1, 256].</param>
/// <param name="Expected">The probabilities that the trained net gives here, without the agent.</param>
/// <param name="File">Where the samples are kept for the user.</param>
internal sealed record DemoWindow(MachineCondition Truth, TensorValue Input, float[] Expected, string File)
{
    /// <summary><paramref name="perCondition"/> windows of each condition, kept in <paramref name="folder"/>.</summary>
    public static IReadOnlyList<DemoWindow> Make(VibrationNet net, int seed, int perCondition, DemoFolder folder)
    {
        VibrationSignals signals = new(seed);
        List<DemoWindow> windows = [];
        foreach (MachineCondition truth in VibrationSignals.Conditions)
        {
            for (int i = 1; i <= perCondition; i++)
            {
                float[] samples = signals.Next(truth);
                TensorValue input = new(TensorType.Float32, [1, samples.Length], MemoryMarshal.AsBytes<float>(samples).ToArray());
                windows.Add(new DemoWindow(truth, input, net.Classify(samples), folder.WriteSample($"{truth.Label()}-{i}", input)));
            }
        }

        return windows;
    }
}

/// <summary>What the agent answered for a window.</summary>
/// <param name="Window">The window.</param>
/// <param name="Said">The most probable condition.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
/// <param name="AnomalyScore">The probability that the machine is not healthy.</param>
/// <param name="Took">From request to answer.</param>
internal sealed record DemoAnswer(DemoWindow Window, MachineCondition Said, double Confidence, double AnomalyScore, TimeSpan Took)
{
    /// <summary>Probabilities may differ this much from those computed here: other order of sums, same model.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>Whether the model found the true condition.</summary>
    public bool IsRight => Said == Window.Truth;

    /// <summary>Reads the model's two outputs.</summary>
    /// <exception cref="InvalidDataException">They are not what the net gives that the model was written from.</exception>
    public static DemoAnswer Read(DemoWindow window, IReadOnlyList<NamedTensor> outputs, TimeSpan took)
    {
        TensorValue probabilities = Output(outputs, VibrationModel.Probabilities, window.Expected.Length);
        double score = Output(outputs, VibrationModel.AnomalyScore, 1).Read(0);
        int highest = 0;
        for (int i = 0; i < window.Expected.Length; i++)
        {
            double difference = Math.Abs(probabilities.Read(i) - window.Expected[i]);
            if (!(difference <= Tolerance))
            {
                throw new InvalidDataException(
                    $"the agent's probability {i} differs by {difference} from the trained net's; the engine does not compute the model");
            }

            highest = probabilities.Read(i) > probabilities.Read(highest) ? i : highest;
        }

        return new DemoAnswer(window, (MachineCondition)highest, probabilities.Read(highest), score, took);
    }

    private static TensorValue Output(IReadOnlyList<NamedTensor> outputs, string name, int count) =>
        outputs.FirstOrDefault(output => output.Name.ToString() == name)?.Value is { } value && value.Count == count
            ? value
            : throw new InvalidDataException($"the answer has no output {name} of {count} values");
}

/// <summary>Conditions for people.</summary>
internal static class MachineConditions
{
    /// <summary>For example <c>bearing-fault</c>.</summary>
    public static string Label(this MachineCondition condition) => condition switch
    {
        MachineCondition.Healthy => "healthy",
        MachineCondition.Imbalance => "imbalance",
        MachineCondition.Misalignment => "misalignment",
        _ => "bearing-fault",
    };
}
