using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.CaptureReading;
using EdgeActors.Specs.Reading;
using Google.Protobuf;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>Captures on a device, made with the sample model.</summary>
internal static class DeviceCaptures
{
    public const string Model = "vibration";

    private const int Samples = 256;

    /// <summary>Loads the model from its component's work folder, by a path that the agent's own work folder is beside.</summary>
    public static async Task<Model> LoadModelAsync(this EdgeDevice device)
    {
        using EdgeAgentClient client = device.Connect();
        return (await client.LoadModelAsync(new LoadModelRequest { Name = Model, Url = "../" + RecipeFiles.Model })).Model;
    }

    /// <summary>Predicts and has the answer captured.</summary>
    public static async Task CaptureAsync(this EdgeDevice device, string id)
    {
        using EdgeAgentClient client = device.Connect();
        Tensor window = new()
        {
            TensorMetadata = new TensorMetadata { Name = ByteString.CopyFromUtf8("window"), DataType = DataType.Float32, Shape = { 1, Samples } },
            ByteData = ByteString.CopyFrom(new byte[4 * Samples]),
        };
        PredictResponse answer = await client.PredictAsync(new PredictRequest { Name = Model, Tensors = { window } });
        await client.CaptureDataAsync(new CaptureDataRequest { ModelName = Model, CaptureId = id, InputTensors = { window }, OutputTensors = { answer.Tensors } });
    }

    /// <summary>What is stored, by the captures' ids.</summary>
    public static IReadOnlyDictionary<string, ReadCapture> Captures(this EdgeDevice device)
    {
        CaptureReader reader = new("sme-capture", CaptureListing.KeyBelow(device.CaptureFolder));
        return !Directory.Exists(device.CaptureFolder)
            ? new Dictionary<string, ReadCapture>()
            : reader.Read(CaptureListing.OfFolder(device.CaptureFolder)).ToDictionary(record => record.CaptureId);
    }
}
