using EdgeActors.Protocol.Agent;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent;

/// <summary>Requests for the parser to read: well-formed with every kind of field, and spoilt ones.</summary>
internal static class PredictRequests
{
    public static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    public static byte[] WellFormed(int seed)
    {
        Random random = new(seed);
        using MemoryStream stream = new();
        for (int part = random.Next(4); part >= 0; part--)
        {
            // Concatenated messages merge: protobuf allows it, and it repeats scalar fields.
            Some(random).WriteTo(stream);
            Unknown(random, stream);
        }

        return stream.ToArray();
    }

    public static byte[] Spoilt(int seed)
    {
        Random random = new(seed);
        byte[] message = WellFormed(seed);
        for (int faults = random.Next(1, 4); faults > 0 && message.Length > 0; faults--)
        {
            int at = random.Next(message.Length);
            switch (random.Next(3))
            {
                case 0:
                    message[at] = (byte)random.Next(256);
                    break;
                case 1:
                    message = message[..at];
                    break;
                default:
                    message = [.. message[..at], .. message[(at + random.Next(message.Length - at))..]];
                    break;
            }
        }

        return message;
    }

    private static PredictRequest Some(Random random)
    {
        PredictRequest request = new()
        {
            Name = random.Next(2) == 0 ? "" : $"model-{random.Next(3)}",
            Handle = random.Next(2) == 0 ? "" : "größe-" + new string('h', random.Next(300)),
        };
        for (int count = random.Next(4); count > 0; count--)
        {
            request.Tensors.Add(SomeTensor(random));
        }

        return request;
    }

    private static Tensor SomeTensor(Random random)
    {
        Tensor tensor = new();
        if (random.Next(4) > 0)
        {
            byte[] name = new byte[random.Next(8)];
            random.NextBytes(name);
            tensor.TensorMetadata = new TensorMetadata { Name = ByteString.CopyFrom(name), DataType = (DataType)random.Next(-1, 9) };
            tensor.TensorMetadata.Shape.AddRange(Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(int.MinValue, int.MaxValue)));
        }

        switch (random.Next(3))
        {
            case 0:
                byte[] data = new byte[random.Next(600)];
                random.NextBytes(data);
                tensor.ByteData = ByteString.CopyFrom(data);
                break;
            case 1:
                tensor.SharedMemoryHandle = new SharedMemoryHandle
                {
                    SegmentId = (ulong)random.Next(),
                    Offset = (ulong)random.Next(30),
                    Size = (ulong)random.Next(3) * 10000,
                };
                break;
            default:
                break;
        }

        return tensor;
    }

    private static void Unknown(Random random, Stream stream)
    {
        using CodedOutputStream output = new(stream, leaveOpen: true);
        switch (random.Next(7))
        {
            case 0:
                output.WriteTag(9, WireFormat.WireType.Varint);
                output.WriteUInt64(ulong.MaxValue);
                break;
            case 1:
                output.WriteTag(1000, WireFormat.WireType.Fixed64);
                output.WriteFixed64(7);
                break;
            case 2:
                output.WriteTag(1, WireFormat.WireType.Fixed32);
                output.WriteFixed32(7);
                break;
            case 3:
                output.WriteTag(77, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(new byte[random.Next(400)]));
                break;
            case 4:
                output.WriteTag(5, WireFormat.WireType.StartGroup);
                output.WriteTag(2, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(new byte[random.Next(40)]));
                output.WriteTag(6, WireFormat.WireType.StartGroup);
                output.WriteTag(6, WireFormat.WireType.EndGroup);
                output.WriteTag(5, WireFormat.WireType.EndGroup);
                break;
            default:
                break;
        }
    }
}
