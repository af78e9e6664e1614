using System.Buffers.Binary;
using System.Text;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.NumPy;

public sealed class NpyFileSpecs
{
    [Fact]
    public void Written_tensors_read_back_the_same() => Check.QuickThrowOnFailure(Prop.ForAll<byte[], int, bool>((data, kind, row) =>
    {
        TensorType type = (TensorType)((uint)kind % 7);
        byte[] bytes = data[..(data.Length / type.ByteSize() * type.ByteSize())];
        int count = bytes.Length / type.ByteSize();
        int[] shape = row ? [1, count] : [count];

        TensorValue read = NpyFile.Read(NpyFile.Write(new TensorValue(type, shape, bytes)));

        return read.Type == type && read.Shape.SequenceEqual(shape) && read.Bytes.Span.SequenceEqual(bytes);
    }));

    [Fact]
    public void Garbage_never_does_more_than_be_refused() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(garbage =>
        RefusedOrRead([0x93, .. "NUMPY"u8, .. garbage])
        && RefusedOrRead(File(1, Encoding.Latin1.GetString(garbage), []))
        && RefusedOrRead(garbage)));

    [Fact]
    public void Any_header_with_one_byte_changed_never_does_more_than_be_refused() => Check.QuickThrowOnFailure(Prop.ForAll<int, byte>((place, value) =>
    {
        byte[] file = NpyFile.Write(new TensorValue(TensorType.Float32, [2, 3], new byte[24]));
        file[(int)((uint)place % 128)] = value;
        return RefusedOrRead(file);
    }));

    [Fact]
    public void Header_is_laid_out_as_numpy_does()
    {
        byte[] file = NpyFile.Write(new TensorValue(TensorType.Float32, [2, 3], new byte[24]));

        Assert.Equal(128 + 24, file.Length);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3,), }", Encoding.ASCII.GetString(file, 10, 117).TrimEnd());
        Assert.Equal((byte)'\n', file[127]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_three_versions_are_read(int version)
    {
        TensorValue tensor = NpyFile.Read(File(version, "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }\n", [1, 0, 2, 0]));

        Assert.Equal([1L, 2L], [tensor.ReadInteger(0), tensor.ReadInteger(1)]);
    }

    [Fact]
    public void Big_endian_elements_are_turned_round()
    {
        TensorValue tensor = NpyFile.Read(File(1, "{'descr': '>i4', 'fortran_order': False, 'shape': (1,)}", [0, 0, 1, 2]));

        Assert.Equal(258, tensor.ReadInteger(0));
    }

    [Fact]
    public void Scalar_has_no_extents() =>
        Assert.Empty(NpyFile.Read(File(1, "{'shape': (), 'fortran_order': False, 'descr': '|u1'}", [7])).Shape);

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1)}", "Fortran order")]
    [InlineData("{'descr': '|b1', 'fortran_order': False, 'shape': (8,)}", "no code in the device API")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", "but 8 bytes follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536)}", "but 8 bytes follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "malformed")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "malformed")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", "malformed")]
    [InlineData("", "malformed")]
    public void Unusable_header_says_what_is_wrong(string header, string expected)
    {
        TensorFormatException refused = Assert.Throws<TensorFormatException>(() => NpyFile.Read(File(1, header, new byte[8])));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_longer_than_the_file_is_refused()
    {
        byte[] file = File(2, "{}", []);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), uint.MaxValue);

        Assert.Throws<TensorFormatException>(() => NpyFile.Read(file));
    }

    private static bool RefusedOrRead(byte[] file)
    {
        try
        {
            TensorValue tensor = NpyFile.Read(file);
            return TensorShape.TryCount([.. tensor.Shape], int.MaxValue, out long count) && count == tensor.Count;
        }
        catch (TensorFormatException)
        {
            return true;
        }
    }

    private static byte[] File(int version, string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[version == 1 ? 2 : 4];
        length[0] = (byte)text.Length;
        length[1] = (byte)(text.Length >> 8);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }
}
