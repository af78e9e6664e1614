using EdgeActors.FaultKit.Specs.Actors;

namespace EdgeActors.FaultKit.Specs.Ports;

public sealed class SlowPortSpecs : VirtualTimeKit
{
    [Fact]
    public async Task A_slow_call_takes_the_systems_time()
    {
        MemoryStore store = new();
        Faults faults = Sys.Faults("at port IStore.PutAsync: slow 2s");
        Task put = FaultyPort.Wrap<IStore>(store, faults).PutAsync("a", new byte[1], default);

        Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(put.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        await put;

        Assert.Equal(1, store.Count);
    }

    [Fact]
    public async Task A_slow_stream_takes_the_systems_time()
    {
        using MemoryStream inner = new([1, 2, 3]);
        await using FaultyStream slow = FaultyStream.Slow(inner, TimeSpan.FromSeconds(1), new SchedulerClock(Sys.Scheduler));

        ValueTask<int> read = slow.ReadAsync(new byte[3].AsMemory());
        Assert.False(read.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, await read);
    }

    [Fact]
    public async Task A_half_write_to_a_stream_writes_its_part_and_fails()
    {
        using MemoryStream inner = new();
        await using FaultyStream half = FaultyStream.Half(inner, percent: 25);

        await Assert.ThrowsAsync<IOException>(async () => await half.WriteAsync(new byte[] { 1, 2, 3, 4 }));

        Assert.Equal([1], inner.ToArray());
    }

    [Fact]
    public async Task Wrong_bytes_of_a_stream_differ_in_one_bit()
    {
        using MemoryStream inner = new([0, 0, 0, 0]);
        await using FaultyStream wrong = FaultyStream.WrongBytes(inner);
        byte[] read = new byte[4];

        await wrong.ReadExactlyAsync(read.AsMemory(0, 2));
        await wrong.ReadExactlyAsync(read.AsMemory(2, 2));

        Assert.Equal([0, 0, 1, 0], read);
    }
}
