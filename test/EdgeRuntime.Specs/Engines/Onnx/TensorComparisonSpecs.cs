using System.Runtime.InteropServices;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.SharedModels;

namespace EdgeActors.Specs.Engines.Onnx;

public sealed class TensorComparisonSpecs
{
    [Theory]
    [InlineData(1.0f, 1.0009f, true)]
    [InlineData(1.0f, 1.01f, false)]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NaN, 1.0f, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, 1.0f, false)]
    public void Floats_agree_within_the_tolerance(float got, float want, bool agree) =>
        Assert.Equal(agree, TensorComparison.Difference(TensorType.Float32, Bytes(got), Bytes(want), 1e-3, 0) is null);

    [Fact]
    public void Other_sizes_differ() => Assert.NotNull(TensorComparison.Difference(TensorType.UInt8, [1, 2], [1], 1, 1));

    private static byte[] Bytes(float value) => MemoryMarshal.AsBytes(new[] { value }.AsSpan()).ToArray();
}
