using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>The headers of a frame: a name, a type and a value each. Types that nobody here asks for are passed over.</summary>
internal static class IpcHeaders
{
    private const string TypeName = ":message-type";
    private const string FlagsName = ":message-flags";
    private const string StreamName = ":stream-id";
    private const byte Int32Type = 4;
    private const byte TextType = 7;

    // Bytes of the values by type; those of types 6 and 7 are told by a length before them.
    private static readonly int[] Sizes = [0, 0, 1, 2, 4, 8, Counted, Counted, 8, 16];
    private const int Counted = -1;

    /// <summary>Writes all of them.</summary>
    public static void Write(IBufferWriter<byte> target, IpcFrame frame)
    {
        Number(target, TypeName, (int)frame.Type);
        Number(target, FlagsName, frame.Flags);
        Number(target, StreamName, frame.Stream);
        foreach ((string name, string text) in frame.Texts)
        {
            Begin(target, name, TextType);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteUInt16BigEndian(target.GetSpan(sizeof(ushort)), checked((ushort)bytes.Length));
            target.Advance(sizeof(ushort));
            target.Write(bytes);
        }
    }

    /// <summary>The frame that has these headers.</summary>
    public static IpcFrame Read(ReadOnlySpan<byte> headers, ReadOnlyMemory<byte> payload)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        while (!headers.IsEmpty)
        {
            string name = Encoding.UTF8.GetString(Take(ref headers, Take(ref headers, 1)[0]));
            byte type = Take(ref headers, 1)[0];
            if (type >= Sizes.Length)
            {
                throw new IpcException($"it sent a header of the unknown type {type}");
            }

            int size = Sizes[type] != Counted ? Sizes[type] : BinaryPrimitives.ReadUInt16BigEndian(Take(ref headers, sizeof(ushort)));
            ReadOnlySpan<byte> value = Take(ref headers, size);
            if (type == Int32Type)
            {
                numbers[name] = BinaryPrimitives.ReadInt32BigEndian(value);
            }
            else if (type == TextType)
            {
                texts[name] = Encoding.UTF8.GetString(value);
            }
        }

        return numbers.TryGetValue(TypeName, out int kind) && numbers.TryGetValue(StreamName, out int stream)
            ? new IpcFrame((IpcFrameType)kind, numbers.GetValueOrDefault(FlagsName), stream, texts, payload)
            : throw new IpcException($"it sent a frame without {TypeName} or {StreamName}");
    }

    private static void Number(IBufferWriter<byte> target, string name, int value)
    {
        Begin(target, name, Int32Type);
        BinaryPrimitives.WriteInt32BigEndian(target.GetSpan(sizeof(int)), value);
        target.Advance(sizeof(int));
    }

    private static void Begin(IBufferWriter<byte> target, string name, byte type)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        target.Write([checked((byte)bytes.Length)]);
        target.Write(bytes);
        target.Write([type]);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> headers, int count)
    {
        if (count > headers.Length)
        {
            throw new IpcException("it sent a frame whose headers end too early");
        }

        ReadOnlySpan<byte> taken = headers[..count];
        headers = headers[count..];
        return taken;
    }
}
