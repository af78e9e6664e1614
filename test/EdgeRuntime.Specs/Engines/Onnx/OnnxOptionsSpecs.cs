using EdgeActors.Engines.Onnx;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Engines.Onnx;

public sealed class OnnxOptionsSpecs
{
    private static readonly OnnxOptions Valid = new();

    [Fact]
    public void Defaults_are_the_documented_ones_and_valid()
    {
        Assert.Null(Valid.LibraryPath);
        Assert.Equal(1, Valid.IntraOpThreads);
        Assert.Equal(2L << 30, Valid.MemoryBudget);
        Assert.Equal(2L << 30, Valid.LargestModelFile);
        Assert.Empty(OnnxOptionsValidator.Validate(Valid));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(64, 4)]
    public void Automatic_threads_follow_the_processors_up_to_four(int processors, int threads) =>
        Assert.Equal(threads, (Valid with { IntraOpThreads = 0 }).EffectiveIntraOpThreads(processors));

    [Fact]
    public void Chosen_threads_are_taken_as_they_are() => Assert.Equal(16, (Valid with { IntraOpThreads = 16 }).EffectiveIntraOpThreads(2));

    [Theory]
    [InlineData(0, true)]
    [InlineData(256, true)]
    [InlineData(-1, false)]
    [InlineData(257, false)]
    public void Threads_are_0_to_256(int threads, bool valid) => AssertValid(Valid with { IntraOpThreads = threads }, valid, "IntraOpThreads");

    [Theory]
    [InlineData(16L << 20, true)]
    [InlineData(16L << 40, true)]
    [InlineData((16L << 20) - 1, false)]
    [InlineData((16L << 40) + 1, false)]
    public void Memory_budget_is_16_MiB_to_16_TiB(long bytes, bool valid) => AssertValid(Valid with { MemoryBudget = bytes }, valid, "MemoryBudget");

    [Theory]
    [InlineData(1024, true)]
    [InlineData(2L << 30, true)]
    [InlineData(1023, false)]
    [InlineData((2L << 30) + 1, false)]
    public void Model_file_is_1_KiB_to_2_GiB(long bytes, bool valid) => AssertValid(Valid with { LargestModelFile = bytes }, valid, "LargestModelFile");

    [Fact]
    public void Library_path_is_absolute() => AssertValid(Valid with { LibraryPath = "lib/onnxruntime.so" }, false, "LibraryPath");

    [Fact]
    public void All_faults_are_told_at_once()
    {
        OnnxOptions wrong = new() { LibraryPath = "x", IntraOpThreads = -1, MemoryBudget = 0, LargestModelFile = 0 };

        Assert.Equal(4, OnnxOptionsValidator.Validate(wrong).Count);
        Assert.Throws<ArgumentException>(() => new OnnxEngine(wrong, NullLogger<OnnxEngine>.Instance));
    }

    private static void AssertValid(OnnxOptions options, bool valid, string setting)
    {
        IReadOnlyList<string> faults = OnnxOptionsValidator.Validate(options);

        Assert.Equal(valid ? 0 : 1, faults.Count);
        Assert.All(faults, fault => Assert.StartsWith(setting, fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(16L << 20, 1L << 20)]
    [InlineData(512L << 20, 32L << 20)]
    [InlineData(16L << 40, 64L << 20)]
    public void Regions_that_small_tensors_share_are_small_beside_the_budget(long budget, long region) =>
        Assert.Equal(region, OnnxEnvironment.SharedRegion(budget));
}
