using System.Text;
using System.Text.Json;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Cli.Tensors;

public sealed class JsonTensorSpecs
{
    [Theory]
    [InlineData("[[1, 2, 3], [4, 5, 6]]", new[] { 2, 3 })]
    [InlineData("7", new int[0])]
    [InlineData("[]", new[] { 0 })]
    [InlineData("[[], []]", new[] { 2, 0 })]
    public void Shape_is_that_of_the_nesting(string json, int[] shape) => Assert.Equal(shape, Read(json, TensorType.Int32).Shape);

    [Fact]
    public void Fractions_may_be_no_numbers()
    {
        TensorValue tensor = Read("""["NaN", "-Infinity", 1e3]""", TensorType.Float32);

        Assert.Equal([double.NaN, double.NegativeInfinity, 1000], Enumerable.Range(0, 3).Select(i => tensor.Read(i)));
    }

    [Theory]
    [InlineData("[1, [2]]", TensorType.Int32, "no value of type INT32")]
    [InlineData("[[1], [2, 3]]", TensorType.Int32, "rows differ")]
    [InlineData("[256]", TensorType.UInt8, "256 is no value of type UINT8")]
    [InlineData("[-1]", TensorType.UInt8, "no value of type UINT8")]
    [InlineData("[1.5]", TensorType.Int64, "no value of type INT64")]
    [InlineData("[\"1\"]", TensorType.Float32, "no value of type FLOAT32")]
    [InlineData("[null]", TensorType.Float32, "no value of type FLOAT32")]
    public void Unusable_value_is_named(string json, TensorType type, string expected) => Assert.Contains(
        expected,
        Assert.Throws<TensorFormatException>(() => Read(json, type)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Written_numbers_read_back_the_same() => Check.QuickThrowOnFailure(Prop.ForAll<byte[], int>((data, kind) =>
    {
        TensorType type = (TensorType)((uint)kind % 7);
        byte[] bytes = data[..(data.Length / type.ByteSize() * type.ByteSize())];
        TensorValue tensor = new(type, [1, bytes.Length / type.ByteSize()], bytes);

        TensorValue read = Read(Write(tensor), type);

        // Which of the many NaNs it was is not kept.
        return Enumerable.Range(0, tensor.Count).All(i => tensor.Read(i).Equals(read.Read(i)));
    }));

    [Fact]
    public void Largest_integers_keep_every_digit() =>
        Assert.Equal("[9223372036854775807]", Write(Read("[9223372036854775807]", TensorType.Int64)));

    private static TensorValue Read(string json, TensorType type)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonTensor.Read(document.RootElement, type);
    }

    private static string Write(TensorValue tensor)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            JsonTensor.Write(tensor, json);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
