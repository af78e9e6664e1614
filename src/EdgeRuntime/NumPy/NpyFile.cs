using System.Buffers.Binary;
using System.Text;
using EdgeActors.Models.Tensors;

namespace EdgeActors.NumPy;

/// <summary>Reads and writes NumPy's .npy format, versions 1 to 3, for the element types of the device API.</summary>
internal static class NpyFile
{
    private const int MaxHeaderBytes = 1 << 16;
    private const int Alignment = 64;
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Whether <paramref name="bytes"/> begin as a .npy file does.</summary>
    public static bool IsNpy(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <summary>Reads a whole file; big-endian elements are turned round.</summary>
    /// <exception cref="TensorFormatException">It is malformed, or of a type or order that cannot be sent.</exception>
    public static TensorValue Read(byte[] file)
    {
        (NpyHeader header, int start) = ReadHeader(file);
        (TensorType type, bool bigEndian) = TypeOf(header.Descr);
        if (header.FortranOrder && header.Shape.Count > 1)
        {
            throw new TensorFormatException("it is in Fortran order; save numpy.ascontiguousarray(x) instead");
        }

        int length = file.Length - start;
        if (!TensorShape.TryCount(header.Shape, length, out long count) || count * type.ByteSize() != length)
        {
            throw new TensorFormatException(
                $"its header says {type.WireName()} {TensorShape.Text(header.Shape)}, but {length} bytes follow; write the file again");
        }

        if (bigEndian)
        {
            TurnRound(file.AsSpan(start), type.ByteSize());
        }

        return new TensorValue(type, header.Shape, file.AsMemory(start));
    }

    /// <summary>Writes a version 1 file, little-endian, C order.</summary>
    public static byte[] Write(TensorValue tensor)
    {
        NpyHeader header = new(Descr(tensor.Type), FortranOrder: false, tensor.Shape);
        string text = header.ToString();
        int padded = (Magic.Length + 4 + text.Length + Alignment) / Alignment * Alignment;
        byte[] file = new byte[padded + tensor.Bytes.Length];
        file.AsSpan(0, padded).Fill((byte)' ');
        Magic.CopyTo(file, 0);
        (file[6], file[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)(padded - 10));
        Encoding.ASCII.GetBytes(text, file.AsSpan(10));
        file[padded - 1] = (byte)'\n';
        tensor.Bytes.Span.CopyTo(file.AsSpan(padded));
        return file;
    }

    private static (NpyHeader Header, int Start) ReadHeader(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !IsNpy(file))
        {
            throw new TensorFormatException("it is no .npy file; write it with numpy.save, or name it .bin for raw bytes");
        }

        int version = file[6];
        int lengthBytes = version == 1 ? 2 : 4;
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        int start = 8 + lengthBytes;
        if (version is < 1 or > 3 || length > MaxHeaderBytes || length > file.Length - start)
        {
            throw new TensorFormatException($"its .npy header is malformed (version {version}, {length} bytes); write it with numpy.save");
        }

        return (NpyHeader.Parse(file.Slice(start, (int)length)), start + (int)length);
    }

    private static (TensorType Type, bool BigEndian) TypeOf(string descr)
    {
        TensorType? type = descr.TrimStart('<', '>', '|', '=') switch
        {
            "u1" => TensorType.UInt8,
            "i2" => TensorType.Int16,
            "i4" => TensorType.Int32,
            "i8" => TensorType.Int64,
            "f2" => TensorType.Float16,
            "f4" => TensorType.Float32,
            "f8" => TensorType.Float64,
            _ => null,
        };
        return type is null || descr.Length != 3
            ? throw new TensorFormatException(
                "its element type has no code in the device API; convert it to uint8, int16, int32, int64, float16, float32 or float64")
            : (type.Value, descr[0] == '>');
    }

    private static string Descr(TensorType type) => type switch
    {
        TensorType.UInt8 => "|u1",
        TensorType.Int16 => "<i2",
        TensorType.Int32 => "<i4",
        TensorType.Int64 => "<i8",
        TensorType.Float16 => "<f2",
        TensorType.Float32 => "<f4",
        _ => "<f8",
    };

    private static void TurnRound(Span<byte> bytes, int size)
    {
        for (int i = 0; i < bytes.Length; i += size)
        {
            bytes.Slice(i, size).Reverse();
        }
    }
}
