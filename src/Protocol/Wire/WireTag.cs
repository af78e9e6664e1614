using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Protocol.Wire;

/// <summary>How a field's value is laid out on the protobuf wire.</summary>
public enum WireType
{
    /// <summary>A variable-length integer.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and that many bytes: strings, bytes, messages, packed lists.</summary>
    Delimited = 2,

    /// <summary>Begin of a group (proto2, obsolete).</summary>
    StartGroup = 3,

    /// <summary>End of a group.</summary>
    EndGroup = 4,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}

/// <summary>The key in front of every field: its number and wire type in one integer.</summary>
public static class WireTag
{
    /// <summary>The tag of field <paramref name="number"/> laid out as <paramref name="type"/>.</summary>
    public static uint Of(int number, WireType type) => ((uint)number << 3) | (uint)type;

    /// <summary>The field's number.</summary>
    public static int Number(uint tag) => (int)(tag >> 3);

    /// <summary>The field's layout; 6 and 7 do not exist but may arrive.</summary>
    public static WireType Type(uint tag) => (WireType)(tag & 7);

    // gRPC's C++ server answers INTERNAL to bytes that its generated code cannot decode; clients of the old agent saw that code.
    internal static GrpcException Malformed(string what) =>
        new(
            GrpcStatusCode.Internal,
            $"the request message cannot be decoded: {what}; check that the client speaks the agent's protobuf messages");
}
