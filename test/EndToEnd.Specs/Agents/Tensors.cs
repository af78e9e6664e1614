using System.Runtime.InteropServices;
using EdgeActors.Protocol.Agent;
using Google.Protobuf;

namespace EdgeActors.Specs.Agents;

/// <summary>Requests and comparisons in few words.</summary>
internal static class Tensors
{
    public static Tensor Of(string name, DataType type, ReadOnlySpan<byte> bytes, params int[] shape) => new()
    {
        TensorMetadata = new TensorMetadata { Name = ByteString.CopyFromUtf8(name), DataType = type, Shape = { shape } },
        ByteData = ByteString.CopyFrom(bytes),
    };

    public static Tensor Floats(string name, float[] values, params int[] shape) =>
        Of(name, DataType.Float32, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    public static Tensor Int64(string name, long value, params int[] shape) => Of(name, DataType.Int64, BitConverter.GetBytes(value), shape);

    public static Tensor Int32(string name, int value, params int[] shape) => Of(name, DataType.Int32, BitConverter.GetBytes(value), shape);

    public static PredictRequest Request(string model, params Tensor[] tensors) => new() { Name = model, Tensors = { tensors } };

    public static string ModelFolder(string folder) => Path.Combine(Workplace.Models!, folder);

    public static byte[] ModelFile(string folder, string file) => File.ReadAllBytes(Path.Combine(ModelFolder(folder), file));

    /// <summary>Whether two float32 tensors agree within the tolerance.</summary>
    public static bool Close(ReadOnlySpan<byte> got, ReadOnlySpan<byte> want, float tolerance = 1e-3f)
    {
        ReadOnlySpan<float> a = MemoryMarshal.Cast<byte, float>(got);
        ReadOnlySpan<float> b = MemoryMarshal.Cast<byte, float>(want);
        if (a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (Math.Abs(a[i] - b[i]) > tolerance + (tolerance * Math.Abs(b[i])))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A real network with one input and a known answer.</summary>
internal sealed record KnownAnswer(string Model, string Folder, PredictRequest Request, byte[] Want)
{
    public static KnownAnswer Mnist(string model = "mnist") => From(model, "nets/mnist", "Input3", 1, 1, 28, 28);

    public static KnownAnswer Cnn(string model = "cnn") => From(model, "nets/cnn_mnist_pytorch", "0", 1, 1, 28, 28);

    public static KnownAnswer Squeezenet(string model = "squeezenet") => From(model, "nets/light_squeezenet", "data_0", 1, 3, 224, 224);

    public static KnownAnswer Shufflenet(string model = "shufflenet") => From(model, "nets/light_shufflenet", "gpu_0/data_0", 1, 3, 224, 224);

    public bool Matches(PredictResponse answer) => Tensors.Close(answer.Tensors[0].ByteData.Span, Want);

    private static KnownAnswer From(string model, string folder, string input, params int[] shape) => new(
        model,
        Tensors.ModelFolder(folder),
        Tensors.Request(model, Tensors.Of(input, DataType.Float32, Tensors.ModelFile(folder, "in_0.bin"), shape)),
        Tensors.ModelFile(folder, "out_0.bin"));
}
