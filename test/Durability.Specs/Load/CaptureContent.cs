using System.Security.Cryptography;

using EdgeActors.Protocol.Agent;
using Google.Protobuf;

namespace EdgeActors.Specs.Load;

/// <summary>What a capture holds follows from its id, so that a reader can check every byte without having kept it.</summary>
internal static class CaptureContent
{
    public const string Tensor = "window";

    /// <summary>The tensor's bytes.</summary>
    public static byte[] Bytes(string id, int size)
    {
        byte[] bytes = new byte[size];
        new Random(BitConverter.ToInt32(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)))).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Mostly 1 KB as devices send them, some beyond the embed limit, few large.</summary>
    public static int MixedSize(string id) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id))[^1] switch
    {
        < 205 => 1_000,
        < 245 => 5_000,
        _ => 150_000,
    };

    public static CaptureDataRequest Request(string model, string id, int size)
    {
        TensorMetadata metadata = new() { Name = ByteString.CopyFromUtf8(Tensor), DataType = DataType.Uint8 };
        metadata.Shape.Add(size);
        return new CaptureDataRequest
        {
            ModelName = model,
            CaptureId = id,
            InputTensors = { new Tensor { TensorMetadata = metadata, ByteData = UnsafeByteOperations.UnsafeWrap(Bytes(id, size)) } },
        };
    }
}
