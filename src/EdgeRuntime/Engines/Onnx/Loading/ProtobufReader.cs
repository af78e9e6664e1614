using System.Buffers;

namespace EdgeActors.Engines.Onnx.Loading;

/// <summary>How a protobuf field's value is laid out.</summary>
internal enum WireType
{
    /// <summary>A number of 1 to 10 bytes.</summary>
    Varint = 0,

    /// <summary>8 bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and as many bytes: text, bytes or a message.</summary>
    Delimited = 2,

    /// <summary>4 bytes.</summary>
    Fixed32 = 5,
}

/// <summary>Reads the fields of a protobuf file front to back without holding it. Throws <see cref="InvalidDataException"/>.</summary>
internal sealed class ProtobufReader(Stream stream) : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _at;
    private int _filled;
    private long _before;

    /// <summary>Bytes in the file.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>Where the next byte is read.</summary>
    public long Position => _before + _at;

    /// <summary>Reads a field's number and layout.</summary>
    public (int Number, WireType Type) ReadTag()
    {
        ulong tag = ReadVarint();
        WireType type = (WireType)(tag & 7);
        return tag is >= 8 and <= uint.MaxValue && type is WireType.Varint or WireType.Fixed64 or WireType.Delimited or WireType.Fixed32
            ? ((int)(tag >> 3), type)
            : throw new InvalidDataException($"no field can begin at byte {Position}");
    }

    /// <summary>Reads a number.</summary>
    public ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException($"a number before byte {Position} never ends");
    }

    /// <summary>Reads the length of a delimited field and returns where it ends, within <paramref name="end"/>.</summary>
    public long ReadEnd(long end)
    {
        ulong length = ReadVarint();
        return Position <= end && length <= (ulong)(end - Position)
            ? Position + (long)length
            : throw new InvalidDataException($"a field at byte {Position} reaches beyond what holds it");
    }

    /// <summary>Passes over a value that nobody wants.</summary>
    public void Skip(WireType type, long end)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                MoveTo(Position + sizeof(ulong));
                break;
            case WireType.Fixed32:
                MoveTo(Position + sizeof(uint));
                break;
            default:
                MoveTo(ReadEnd(end));
                break;
        }
    }

    /// <summary>Reads up to <paramref name="end"/>.</summary>
    public byte[] ReadBytes(long end)
    {
        byte[] bytes = new byte[end - Position];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = ReadByte();
        }

        return bytes;
    }

    /// <summary>Gives the buffer back; the file stays open.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void MoveTo(long position)
    {
        if (position > Length)
        {
            throw new InvalidDataException("the file ends within a field");
        }

        if (position - _before <= _filled)
        {
            _at = (int)(position - _before);
            return;
        }

        stream.Position = position;
        (_before, _at, _filled) = (position, 0, 0);
    }

    private byte ReadByte()
    {
        if (_at == _filled)
        {
            _before += _filled;
            _at = 0;
            _filled = stream.Read(_buffer);
            if (_filled == 0)
            {
                throw new InvalidDataException("the file ends within a field");
            }
        }

        return _buffer[_at++];
    }
}
