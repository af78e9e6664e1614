using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Bytes are their own serialized form.</summary>
public class ByteArraySerializer : Serializer
{
    public ByteArraySerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => obj switch
    {
        null => null,
        byte[] bytes => bytes,
        _ => throw new NotSupportedException($"{nameof(ByteArraySerializer)} takes byte arrays only, not [{obj.GetType()}]."),
    };

    public override object FromBinary(byte[] bytes, Type type) => bytes;
}
