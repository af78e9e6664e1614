namespace EdgeActors.Demo;

/// <summary>Writes a trained <see cref="VibrationNet"/>, spectrum and all, as an ONNX model.</summary>
internal static class VibrationModel
{
    /// <summary>The alias under which the demo loads the model.</summary>
    public const string Alias = "vibration-monitor";

    /// <summary>The input: raw samples, float32 [batch, 256].</summary>
    public const string Window = "window";

    /// <summary>An output: float32 [batch, 4], in the order of <see cref="MachineCondition"/>.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>An output: float32 [batch, 1], the probability that the machine is not healthy.</summary>
    public const string AnomalyScore = "anomaly_score";

    /// <summary>The .onnx file's bytes.</summary>
    public static byte[] ToOnnx(VibrationNet net)
    {
        const int length = VibrationSignals.WindowLength;
        int classes = VibrationNet.Classes;
        OnnxModel model = new(Alias, "Tells healthy machines from three faults by a tenth of a second of vibration.");
        model.Input(Window, length);

        string power = Power(model);
        string spectrum = model.Node("Log", "spectrum", model.Node("Add", "above_one", power, model.Constant("one", [1])));
        string hidden = model.Node("Relu", "hidden", model.Node(
            "Gemm",
            "hidden_sum",
            spectrum,
            model.Constant("hidden_weights", net.HiddenWeights, Spectrum.Bins, VibrationNet.Hidden),
            model.Constant("hidden_bias", net.HiddenBias, VibrationNet.Hidden)));
        string scores = model.Node(
            "Gemm",
            "scores",
            hidden,
            model.Constant("output_weights", net.OutputWeights, VibrationNet.Hidden, classes),
            model.Constant("output_bias", net.OutputBias, classes));
        model.Output(model.Node("Softmax", Probabilities, scores), classes);

        float[] faulty = [.. VibrationSignals.Conditions.Select(condition => condition == MachineCondition.Healthy ? 0f : 1f)];
        model.Output(model.Node("MatMul", AnomalyScore, Probabilities, model.Constant("faulty", faulty, classes, 1)), 1);
        return model.ToBytes();
    }

    private static string Power(OnnxModel model)
    {
        string real = model.Node("MatMul", "real", Window, Basis("cosines", Spectrum.Cosines));
        string imaginary = model.Node("MatMul", "imaginary", Window, Basis("sines", Spectrum.Sines));
        return model.Node(
            "Add",
            "power",
            model.Node("Mul", "real_squared", real, real),
            model.Node("Mul", "imaginary_squared", imaginary, imaginary));

        string Basis(string name, float[] weights) =>
            model.Constant(name, weights, VibrationSignals.WindowLength, Spectrum.Bins);
    }
}
