using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models.Fakes;

/// <summary>Bytes that exist in name only, and a count of how often they were disposed.</summary>
internal sealed class FakeTensorData(long length, nint address = 64, bool upperBound = false) : TensorData
{
    private int _disposals;

    public int Disposals => Volatile.Read(ref _disposals);

    public override nint Address { get; } = address;

    public override long Length { get; } = length;

    public override bool IsUpperBound { get; } = upperBound;

    public override void Dispose() => Interlocked.Increment(ref _disposals);
}

/// <summary>Short ways to write tensors.</summary>
internal static class Tensor
{
    public static TensorSpec Declared(string name, TensorType type, params int[] shape) =>
        new(new TensorName(name), type, [.. shape]);

    public static RequestTensor Of(string name, TensorType? type, int[]? shape, long bytes) =>
        new(new TensorName(name), type, shape, new FakeTensorData(bytes));

    public static RequestTensor Bare(long bytes) => Of("", null, null, bytes);
}
