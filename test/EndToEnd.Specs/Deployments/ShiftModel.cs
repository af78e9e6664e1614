using EdgeActors.Demo;
using EdgeActors.Protocol.Agent;
using Google.Protobuf;

namespace EdgeActors.Specs.Deployments;

/// <summary>A model of one addition: which of two is there shows in every answer.</summary>
internal static class ShiftModel
{
    public const string Handle = "shift";

    /// <summary>A request for zeros; the answer is the shift.</summary>
    public static PredictRequest Request => new()
    {
        Name = Handle,
        Tensors =
        {
            new Tensor
            {
                TensorMetadata = new TensorMetadata { Name = ByteString.CopyFromUtf8("x"), DataType = DataType.Float32, Shape = { 1, 1 } },
                ByteData = ByteString.CopyFrom(BitConverter.GetBytes(0f)),
            },
        },
    };

    /// <summary>Writes the ONNX file of x + <paramref name="shift"/>.</summary>
    public static string Write(string file, float shift)
    {
        OnnxModel model = new("shift", "y = x + a constant");
        model.Input("x", 1);
        model.Output("y", 1);
        model.Node("Add", "y", "x", model.Constant("shift", [shift], 1));
        File.WriteAllBytes(file, model.ToBytes());
        return file;
    }

    public static float ShiftOf(PredictResponse answer) => BitConverter.ToSingle(answer.Tensors[0].ByteData.Span);
}
