using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeActors.Specs.GreengrassDoubles;

/// <summary>
/// Frames as the nucleus writes and reads them, written independently of the product's own codec so that a mistake in one of them shows.
/// </summary>
internal sealed record NucleusFrame(int Type, int Flags, int Stream, Dictionary<string, string> Texts, byte[] Payload)
{
    public const int Message = 0;
    public const int Error = 1;
    public const int Connect = 4;
    public const int ConnectAnswer = 5;

    public JsonObject Json => Payload.Length == 0 ? [] : JsonNode.Parse(Payload)!.AsObject();

    public byte[] Bytes()
    {
        using MemoryStream headers = new();
        foreach ((string name, int value) in new[] { (":message-type", Type), (":message-flags", Flags), (":stream-id", Stream) })
        {
            Name(headers, name, 4);
            headers.Write(Big(value));
        }

        foreach ((string name, string text) in Texts)
        {
            Name(headers, name, 7);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            headers.Write([(byte)(bytes.Length >> 8), (byte)bytes.Length]);
            headers.Write(bytes);
        }

        byte[] block = headers.ToArray();
        byte[] lengths = [.. Big(16 + block.Length + Payload.Length), .. Big(block.Length)];
        byte[] begin = [.. lengths, .. Big(unchecked((int)Checksum(lengths))), .. block, .. Payload];
        return [.. begin, .. Big(unchecked((int)Checksum(begin)))];
    }

    /// <summary>The beginning of a frame of 2 GiB, in good order as far as it goes.</summary>
    public static byte[] Huge()
    {
        byte[] lengths = [.. Big(int.MaxValue), .. Big(100)];
        return [.. lengths, .. Big(unchecked((int)Checksum(lengths)))];
    }

    /// <summary>Reads one; null at the end of the connection.</summary>
    public static async Task<NucleusFrame?> ReadAsync(Stream stream)
    {
        byte[] prelude = new byte[12];
        if (await stream.ReadAtLeastAsync(prelude, prelude.Length, throwOnEndOfStream: false) < prelude.Length)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(prelude);
        byte[] rest = new byte[length - prelude.Length];
        await stream.ReadExactlyAsync(rest);
        byte[] whole = [.. prelude, .. rest];
        Assert.Equal(Checksum(whole.AsSpan(0, 8)), BinaryPrimitives.ReadUInt32BigEndian(whole.AsSpan(8)));
        Assert.Equal(Checksum(whole.AsSpan(0, length - 4)), BinaryPrimitives.ReadUInt32BigEndian(whole.AsSpan(length - 4)));
        return Parse(whole, BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(4)));
    }

    private static NucleusFrame Parse(byte[] whole, int headers)
    {
        Dictionary<string, int> numbers = [];
        Dictionary<string, string> texts = [];
        for (int at = 12; at < 12 + headers;)
        {
            string name = Encoding.UTF8.GetString(whole, at + 1, whole[at]);
            at += 1 + whole[at];
            byte type = whole[at++];
            if (type == 4)
            {
                numbers[name] = BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(at));
                at += 4;
            }
            else
            {
                Assert.Equal(7, type);
                int size = BinaryPrimitives.ReadUInt16BigEndian(whole.AsSpan(at));
                texts[name] = Encoding.UTF8.GetString(whole, at + 2, size);
                at += 2 + size;
            }
        }

        return new NucleusFrame(numbers[":message-type"], numbers[":message-flags"], numbers[":stream-id"], texts, whole[(12 + headers)..^4]);
    }

    private static void Name(MemoryStream headers, string name, byte type)
    {
        headers.WriteByte((byte)name.Length);
        headers.Write(Encoding.UTF8.GetBytes(name));
        headers.WriteByte(type);
    }

    private static byte[] Big(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    // Bit by bit, as the polynomial is defined.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return crc ^ 0xFFFFFFFF;
    }
}
