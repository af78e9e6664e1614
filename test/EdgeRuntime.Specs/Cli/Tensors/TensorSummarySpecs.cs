using System.Runtime.InteropServices;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Specs.Cli.Tensors;

public sealed class TensorSummarySpecs
{
    [Fact]
    public void Vector_shows_where_its_highest_value_is()
    {
        TensorSummary summary = TensorSummary.Of(Floats([1, 4], 0.25f, 4, -1, 3));

        Assert.Equal(new TensorSummary("0.25  4  -1  3", "-1 … 4", "1"), summary);
    }

    [Fact]
    public void Matrix_has_no_single_highest_place() => Assert.Equal("", TensorSummary.Of(Floats([2, 2], 1, 2, 3, 4)).Highest);

    [Fact]
    public void Only_the_first_six_values_are_shown() =>
        Assert.Equal("1  2  3  4  5  6  …", TensorSummary.Of(Floats([7], 1, 2, 3, 4, 5, 6, 7)).First);

    [Fact]
    public void Values_that_are_no_numbers_are_passed_over() =>
        Assert.Equal("1 … 2", TensorSummary.Of(Floats([3], float.NaN, 2, 1)).Range);

    [Fact]
    public void Empty_tensor_says_so() => Assert.Equal(new TensorSummary("(empty)", "", ""), TensorSummary.Of(Floats([0])));

    private static TensorValue Floats(int[] shape, params float[] values) =>
        new(TensorType.Float32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());
}
