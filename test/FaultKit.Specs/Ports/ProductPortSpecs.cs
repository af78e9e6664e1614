using EdgeActors.Capture;
using EdgeActors.Upload;

namespace EdgeActors.FaultKit.Specs.Ports;

/// <summary>The ports of data capture can meet every fault that their contracts allow.</summary>
public sealed class ProductPortSpecs
{
    [Fact]
    public async Task A_torn_put_leaves_half_an_object_and_is_told_by_a_result()
    {
        KeepingSink inner = new();
        ICaptureSink sink = FaultyPort.Wrap<ICaptureSink>(
            inner,
            new Faults(FaultScript.Parse("at port ICaptureSink.PutAsync #1: half-write")),
            failure => new SinkResult(SinkOutcome.Unavailable, failure.Message));
        SinkObject content = new("k", "text/plain", 4, _ => Task.FromResult<Stream>(new MemoryStream([1, 2, 3, 4])));

        SinkResult torn = await sink.PutAsync(content, default);
        byte[]? half = inner.Kept;
        SinkResult whole = await sink.PutAsync(content, default);

        Assert.Equal(SinkOutcome.Unavailable, torn.Outcome);
        Assert.Equal([1, 2], half);
        Assert.Equal(SinkResult.Stored, whole);
        Assert.Equal([1, 2, 3, 4], inner.Kept);
    }

    [Fact]
    public void A_method_without_such_results_throws()
    {
        ICaptureSink sink = FaultyPort.Wrap<ICaptureSink>(
            new KeepingSink(),
            new Faults(FaultScript.Parse("at port ICaptureSink.ReferenceTo: throw")),
            failure => new SinkResult(SinkOutcome.Unavailable, failure.Message));

        Assert.Throws<InjectedFaultException>(() => sink.ReferenceTo("k"));
    }

    [Fact]
    public void The_bytes_of_a_batch_are_found()
    {
        CapturedItem item = new(default, "n", "t", IsBase64: false, 3, new ReadOnlyMemory<byte>([1, 2, 3]));
        CaptureBatch batch = new(1, [new CapturedData(1, "id", "m", "1", default, default, [item])]);

        bool found = ByteCarriers.TryChange(new object?[] { batch, CancellationToken.None }, ByteChange.Wrong, out object? changed);

        CapturedItem wrong = Assert.IsType<CaptureBatch>(((object?[])changed!)[0]).Captures[0].Items[0];
        Assert.True(found);
        Assert.Equal([1, 3, 3], wrong.Embedded!.Value.ToArray());
        Assert.Equal([1, 2, 3], item.Embedded!.Value.ToArray());
    }

    [Fact]
    public void The_spools_own_exception_can_be_thrown_by_name()
    {
        Exception made = new ExceptionRecipe("SpoolException", "DiskFull", "no room").Make();

        Assert.Equal(SpoolFault.DiskFull, Assert.IsType<SpoolException>(made).Fault);
    }

    private sealed class KeepingSink : ICaptureSink
    {
        public byte[]? Kept { get; private set; }

        public string ReferenceTo(string key) => key;

        public async Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled)
        {
            using MemoryStream copy = new();
            await using Stream stream = await content.OpenAsync(cancelled);
            await stream.CopyToAsync(copy, cancelled);
            Kept = copy.ToArray();
            return SinkResult.Stored;
        }
    }
}
