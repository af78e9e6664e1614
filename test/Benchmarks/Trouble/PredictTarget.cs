using System.Diagnostics;
using EdgeActors.Benchmarks.Serving;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using Google.Protobuf;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>A model that one client asks again and again, one prediction after the other.</summary>
/// <param name="Name">Its alias.</param>
/// <param name="Folder">Its folder among the shared networks, whose first input is sent.</param>
/// <param name="Input">Name of its tensor.</param>
/// <param name="Shape">Shape of it, in float32.</param>
internal sealed record PredictTarget(string Name, string Folder, string Input, int[] Shape)
{
    public static PredictTarget[] All { get; } =
    [
        new("MNIST", "mnist", "Input3", [1, 1, 28, 28]),
        new("SqueezeNet", "light_squeezenet", "data_0", [1, 3, 224, 224]),
    ];

    private string Path => System.IO.Path.Combine(TestBed.Models, "nets", Folder);

    public Task LoadAsync(EdgeAgentClient client) => client.LoadModelAsync(new LoadModelRequest { Name = Name, Url = Path });

    /// <summary>Microseconds of every prediction within the slice, in order of size.</summary>
    public async Task<double[]> RunAsync(EdgeAgentClient client, TimeSpan slice)
    {
        TensorMetadata metadata = new() { Name = ByteString.CopyFromUtf8(Input), DataType = DataType.Float32, Shape = { Shape } };
        byte[] data = await File.ReadAllBytesAsync(System.IO.Path.Combine(Path, "in_0.bin"));
        Tensor tensor = new() { TensorMetadata = metadata, ByteData = UnsafeByteOperations.UnsafeWrap(data) };
        PredictRequest request = new() { Name = Name, Tensors = { tensor } };
        List<double> times = [];
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < slice)
        {
            long start = Stopwatch.GetTimestamp();
            await client.PredictAsync(request);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        times.Sort();
        return [.. times];
    }
}
