using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Specs.Cli.Tensors;

public sealed class InputFilesSpecs
{
    private static readonly TensorSpec[] Declared =
    [
        new(new TensorName("image"), TensorType.Float32, [-1, 2]),
        new(new TensorName("flag"), TensorType.Int64, []),
    ];

    [Theory]
    [InlineData("a.npy", null, null, null, "a.npy")]
    [InlineData("x=a.npy", "x", null, null, "a.npy")]
    [InlineData("x=float32:1x3:a.bin", "x", TensorType.Float32, new[] { 1, 3 }, "a.bin")]
    [InlineData("UINT8:scalar:-", null, TensorType.UInt8, new int[0], "-")]
    [InlineData("x=int64:a.json", "x", TensorType.Int64, null, "a.json")]
    [InlineData("x=C:\\a.npy", "x", null, null, "C:\\a.npy")]
    [InlineData("x=float32:1:odd:name", "x", TensorType.Float32, new[] { 1 }, "odd:name")]
    public void Argument_says_name_type_shape_and_file(string text, string? name, object? type, int[]? shape, string source)
    {
        InputArgument argument = InputArgument.Parse(text);

        Assert.Equal((name, (TensorType?)type, source), (argument.Name, argument.Type, argument.Source));
        Assert.Equal(shape, argument.Shape);
    }

    [Theory]
    [InlineData("x=")]
    [InlineData("x=float32:")]
    [InlineData("x=float32:1xx3:a.bin")]
    [InlineData("x=float32:-1x3:a.bin")]
    [InlineData("x=float32:99999999999:a.bin")]
    public void Malformed_argument_is_refused_with_a_pattern_to_follow(string text) => Assert.Contains(
        "write NAME=FILE",
        Assert.Throws<TensorFormatException>(() => InputArgument.Parse(text)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Raw_bytes_take_type_and_shape_of_the_model()
    {
        NamedTensor tensor = Assert.Single(Read(new byte[24], "image=a.bin"));

        Assert.Equal([3, 2], tensor.Value.Shape);
        Assert.Equal(TensorType.Float32, tensor.Value.Type);
    }

    [Fact]
    public void Unnamed_files_are_taken_in_the_models_order() =>
        Assert.Equal(["image", "flag"], Read(new byte[8], "a.bin", "b.bin").Select(tensor => tensor.Name.ToString()));

    [Fact]
    public void Object_gives_several_inputs_by_name()
    {
        IReadOnlyList<NamedTensor> tensors = Read("""{ "flag": 1, "image": [[1, 2], [3, 4]] }"""u8.ToArray(), "-");

        Assert.Equal(["flag", "image"], tensors.Select(tensor => tensor.Name.ToString()));
        Assert.Equal(TensorType.Int64, tensors[0].Value.Type);
        Assert.Equal([2, 2], tensors[1].Value.Shape);
    }

    [Fact]
    public void Flat_list_fills_the_models_shape() =>
        Assert.Equal([2, 2], Assert.Single(Read("[1, 2, 3, 4]"u8.ToArray(), "a.json")).Value.Shape);

    [Fact]
    public void Npy_is_known_by_its_first_bytes_even_on_standard_input()
    {
        byte[] npy = NpyFile.Write(new TensorValue(TensorType.Float32, [1, 2], new byte[8]));

        Assert.Equal([1, 2], Assert.Single(Read(npy, "-")).Value.Shape);
    }

    [Theory]
    [InlineData("image=a.bin", 7, "a.bin cannot be used: its 7 bytes are no whole number of FLOAT32 elements")]
    [InlineData("image=a.bin", 12, "a.bin cannot be used: 3 elements do not fill the shape ?x2")]
    [InlineData("image=float32:2x2:a.bin", 12, "a.bin cannot be used: 3 elements do not fill the shape 2x2")]
    [InlineData("other=a.bin", 8, "its type is not known, since the model declares image, flag and not other")]
    [InlineData("image=a.json", 4, "a.json cannot be used: it is not JSON from line 1 on")]
    [InlineData("-", 4, "standard input cannot be used")]
    public void Unusable_file_is_named(string argument, int bytes, string expected) => Assert.Contains(
        expected,
        Assert.Throws<TensorFormatException>(() => Read(new byte[bytes], argument)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Two_open_extents_must_be_given()
    {
        TensorFormatException refused = Assert.Throws<TensorFormatException>(() => TensorShape.Fill([-1, -1], 4));

        Assert.Contains("leaves several extents of ?x? open", refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<NamedTensor> Read(byte[] bytes, params string[] arguments) =>
        new InputFiles(Declared, _ => bytes).Read([.. arguments.Select(InputArgument.Parse)]);
}
