namespace EdgeActors.FaultKit.Specs.Ports;

public sealed class PortFaultSpecs
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6];

    private readonly MemoryStore _store = new();

    [Fact]
    public async Task The_nth_call_throws_and_the_others_do_not()
    {
        IStore port = Port("at port IStore.PutAsync #2: throw TimeoutException \"no answer\"");

        await port.PutAsync("a", Data, default);
        TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(() => port.PutAsync("b", Data, default));
        await port.PutAsync("c", Data, default);

        Assert.Equal("no answer", thrown.Message);
        Assert.Equal(["a", "c"], _store.Kept.Keys);
    }

    [Fact]
    public async Task A_call_that_throws_afterwards_has_done_its_work()
    {
        IStore port = Port("at port IStore.PutAsync after: throw");

        await Assert.ThrowsAsync<InjectedFaultException>(() => port.PutAsync("a", Data, default));

        Assert.Equal(Data, _store.Kept["a"]);
    }

    [Fact]
    public void A_full_disk_is_told_as_the_system_tells_it()
    {
        IStore port = Port("at port IStore.Put: disk-full");

        IOException thrown = Assert.Throws<IOException>(() => port.Put("a", Data));

        Assert.Equal(28, thrown.HResult);
        Assert.Empty(_store.Kept);
    }

    [Fact]
    public async Task A_hanging_call_goes_on_when_it_is_released()
    {
        Faults faults = new(FaultScript.Parse("at port IStore.PutAsync: hang"));
        Task put = FaultyPort.Wrap<IStore>(_store, faults).PutAsync("a", Data, default);
        Assert.False(put.IsCompleted);
        Assert.Empty(_store.Kept);

        faults.Release();
        await put;

        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public async Task A_hanging_call_obeys_its_cancellation()
    {
        using CancellationTokenSource cancelled = new();
        Task put = Port("at port IStore.PutAsync: hang").PutAsync("a", Data, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.Empty(_store.Kept);
    }

    [Fact]
    public async Task Half_a_write_reaches_the_port_and_the_caller_hears_of_it()
    {
        IStore port = Port("at port IStore.PutAsync: half-write");

        await Assert.ThrowsAsync<IOException>(() => port.PutAsync("a", Data, default));

        Assert.Equal([1, 2, 3], _store.Kept["a"]);
    }

    [Fact]
    public async Task Half_writes_reach_streams_that_a_record_opens()
    {
        IStore port = Port("at port IStore.SendAsync: half-write 34%");
        Parcel parcel = new("a", _ => Task.FromResult<Stream>(new MemoryStream(Data)));

        await Assert.ThrowsAsync<IOException>(() => port.SendAsync(parcel, default));

        Assert.Equal([1, 2], _store.Kept["a"]);
    }

    [Fact]
    public async Task Wrong_bytes_differ_in_one_bit_and_leave_the_callers_own_alone()
    {
        IStore port = Port("at port IStore.*: wrong-bytes");

        await port.KeepAsync([(1, Data), (2, Data)]);
        await port.SealAsync([Data]);
        port.Put("a", Data);

        Assert.Equal([1, 2, 3, 4, 5, 6], Data);
        Assert.All(_store.Kept.Values, kept => Assert.Equal([1, 2, 3, 5, 5, 6], kept));
        Assert.Equal(["1", "2", "sealed", "a"], _store.Kept.Keys);
    }

    [Fact]
    public async Task What_a_call_brings_back_can_be_wrong_too()
    {
        IStore port = Port("at port IStore.GetAsync after: wrong-bytes\nat port IStore.Open after: wrong-bytes");
        _store.Put("a", Data);

        byte[] read = await port.GetAsync("a", default);
        await using Stream opened = port.Open("a");
        byte[] streamed = new byte[6];
        await opened.ReadExactlyAsync(streamed);

        Assert.Equal([1, 2, 3, 5, 5, 6], read);
        Assert.Equal([1, 2, 3, 5, 5, 6], streamed);
        Assert.Equal(Data, _store.Kept["a"]);
    }

    [Fact]
    public void A_method_without_bytes_says_so()
    {
        IStore port = Port("at port IStore.Touch: wrong-bytes");

        FaultScriptException thrown = Assert.Throws<FaultScriptException>(port.Touch);

        Assert.Equal("IStore.Touch carries no bytes that FaultKit could change; choose another fault or method.", thrown.Message);
    }

    [Fact]
    public async Task A_port_that_never_throws_gets_its_own_kind_of_failure()
    {
        Faults faults = new(FaultScript.Parse("at port IStore.SendAsync: disk-full\nat port IStore.PutAsync: disk-full"));
        IStore port = FaultyPort.Wrap<IStore>(_store, faults, _ => false);
        IStore other = FaultyPort.Wrap<IStore>(_store, faults, thrown => new TimeoutException("mine", thrown));

        bool sent = await port.SendAsync(new Parcel("a", _ => Task.FromResult(Stream.Null)), default);

        Assert.False(sent);
        await Assert.ThrowsAsync<TimeoutException>(() => other.PutAsync("a", Data, default));
    }

    [Fact]
    public void A_port_that_takes_spans_is_refused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => FaultyPort.Wrap<ISpanPort>(null!, new Faults(FaultScript.Empty)));

        Assert.StartsWith(
            "ISpanPort.Take takes or gives a span, which no proxy can hand on; decorate this port by hand.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ports_own_failures_and_properties_come_through()
    {
        IStore port = Port("at port IStore.Put: throw");

        Assert.Throws<KeyNotFoundException>(() => port.Open("absent"));
        Assert.Equal(0, port.Count);
    }

    private interface ISpanPort
    {
        void Take(ReadOnlySpan<byte> bytes);
    }

    private IStore Port(string script) => FaultyPort.Wrap<IStore>(_store, new Faults(FaultScript.Parse(script)));
}
