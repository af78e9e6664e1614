namespace EdgeActors.Demo;

/// <summary>Writes the demo's model for use elsewhere; the same bytes each time, so that it can be published.</summary>
internal static class DemoExport
{
    /// <summary>Name of the model's file.</summary>
    public const string FileName = "model.onnx";

    /// <summary>Trains the model and writes it into a folder, which is created if need be; returns the file's path.</summary>
    public static string Write(string folder)
    {
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, FileName);
        File.WriteAllBytes(path, VibrationModel.ToOnnx(VibrationTraining.Train(DemoRun.TrainingSeed)));
        return path;
    }
}
