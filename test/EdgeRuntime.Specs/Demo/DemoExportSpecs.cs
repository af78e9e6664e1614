using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Demo;

namespace EdgeActors.Specs.Demo;

public sealed class DemoExportSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Export_writes_the_model_of_the_demo_into_a_new_folder()
    {
        string target = Path.Combine(_folder, "new", "vibration");

        (int code, string said) = await RunAsync("demo", "--export", target, "--json");

        using JsonDocument json = JsonDocument.Parse(said);
        string written = json.RootElement.GetProperty("model").GetString()!;
        Assert.Equal((ExitCode.Ok, Path.Combine(target, "model.onnx")), (code, written));
        Assert.Equal(VibrationModel.ToOnnx(VibrationTraining.Train(DemoRun.TrainingSeed)), await File.ReadAllBytesAsync(written));
    }

    [Fact]
    public async Task People_are_told_how_to_load_it()
    {
        (int code, string said) = await RunAsync("demo", "--export", _folder);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains($"models load vibration-monitor {_folder}", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        int code = await CommandLine.RunAsync(arguments, output, output);
        return (code, output.ToString());
    }
}
