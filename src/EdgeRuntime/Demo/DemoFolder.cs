using EdgeActors.NumPy;

namespace EdgeActors.Demo;

/// <summary>A private temporary folder with the demo's model, its sample windows and its socket; gone when disposed.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("edgeactors-demo-");

    /// <summary>Where the agent listens.</summary>
    public string Socket => Path.Combine(_root.FullName, "agent.sock");

    /// <summary>What the agent keeps.</summary>
    public string Data => Path.Combine(_root.FullName, "data");

    /// <summary>The folder that is loaded.</summary>
    public string Model => Path.Combine(_root.FullName, VibrationModel.Alias);

    /// <summary>Writes the model.</summary>
    public void WriteModel(byte[] onnx)
    {
        Directory.CreateDirectory(Model);
        File.WriteAllBytes(Path.Combine(Model, DemoExport.FileName), onnx);
    }

    /// <summary>Writes a window as .npy and returns its path.</summary>
    public string WriteSample(string name, TensorValue window)
    {
        string path = Path.Combine(_root.FullName, name + ".npy");
        File.WriteAllBytes(path, NpyFile.Write(window));
        return path;
    }

    /// <inheritdoc />
    public void Dispose() => _root.Delete(recursive: true);
}
