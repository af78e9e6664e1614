using EdgeActors.Protocol.Agent;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

/// <summary>Requests with every kind of field, some left out.</summary>
internal static class CaptureRequestSamples
{
    public static CaptureDataRequest Some(Random random)
    {
        CaptureDataRequest request = new()
        {
            ModelName = random.Next(2) == 0 ? "" : $"model-{random.Next(3)}",
            ModelHandle = random.Next(2) == 0 ? "" : new string('h', random.Next(300)),
            CaptureId = $"größe-{random.Next()}",
            InferenceTimestamp = random.Next(2) == 0 ? null : new Timestamp { Seconds = random.NextInt64(), Nanos = random.Next(-5, int.MaxValue) },
        };
        for (int count = random.Next(6); count > 0; count--)
        {
            switch (random.Next(4))
            {
                case 0:
                    request.InputTensors.Add(SomeTensor(random));
                    break;
                case 1:
                    request.OutputTensors.Add(SomeTensor(random));
                    break;
                case 2:
                    request.Inputs.Add(SomeAuxiliary(random));
                    break;
                default:
                    request.Outputs.Add(SomeAuxiliary(random));
                    break;
            }
        }

        return request;
    }

    private static Tensor SomeTensor(Random random)
    {
        Tensor tensor = new();
        if (random.Next(4) > 0)
        {
            tensor.TensorMetadata = new TensorMetadata
            {
                Name = ByteString.CopyFromUtf8(new string('n', random.Next(40))),
                DataType = (DataType)random.Next(-1, 9),
                Shape = { Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(-2, 300)) },
            };
        }

        switch (random.Next(3))
        {
            case 0:
                tensor.ByteData = SomeBytes(random);
                break;
            case 1:
                tensor.SharedMemoryHandle = SomeHandle(random);
                break;
            default:
                break;
        }

        return tensor;
    }

    private static AuxilaryData SomeAuxiliary(Random random)
    {
        AuxilaryData datum = new() { Name = new string('a', random.Next(40)), Encoding = (Encoding)random.Next(5) };
        switch (random.Next(3))
        {
            case 0:
                datum.ByteData = SomeBytes(random);
                break;
            case 1:
                datum.SharedMemoryHandle = SomeHandle(random);
                break;
            default:
                break;
        }

        return datum;
    }

    private static ByteString SomeBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }

    private static SharedMemoryHandle SomeHandle(Random random) => new()
    {
        SegmentId = (ulong)random.NextInt64(),
        Offset = (ulong)random.Next(3),
        Size = (ulong)random.Next(3),
    };
}
