using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Greengrass.Ipc;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.GreengrassDoubles;

namespace EdgeActors.Specs.Greengrass.Ipc;

public sealed class NucleusLinkSpecs
{
    private const string TokenExchange = "aws.greengrass.TokenExchangeService";

    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    internal async Task The_configuration_is_there_at_the_start(NucleusFlavour flavour)
    {
        await using LinkBench bench = new(flavour);
        bench.Nucleus.Put("CaptureDataBatchSize", "12");
        bench.Nucleus.Put("accessControl", new System.Text.Json.Nodes.JsonObject());

        ComponentConfiguration? configuration = await bench.StartAsync();

        Assert.Equal("12", configuration?.Values["CaptureDataBatchSize"].Text);
        Assert.Single(configuration!.Values);
        Assert.Equal(["token"], bench.Nucleus.Greetings);
        await Eventually.Async(() => bench.Logged("answers on"));
    }

    [Fact]
    public async Task A_change_is_noticed_and_a_burst_of_events_is_read_once()
    {
        await using LinkBench bench = new();
        await bench.StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => bench.Nucleus.ChangeAsync("Key" + i, i)));
        await Eventually.Async(() => bench.Changes.LastOrDefault()?.Values.Count == 40);

        Assert.InRange(bench.Changes.Count, 2, 6);
    }

    [Fact]
    public async Task An_event_without_a_change_is_no_change()
    {
        await using LinkBench bench = new();
        bench.Nucleus.Put("A", 1);
        await bench.StartAsync();

        await bench.Nucleus.ChangeAsync("A", "1.0");
        await bench.Nucleus.ChangeAsync("B", "2");
        await Eventually.Async(() => bench.Changes.Count == 2);

        Assert.Equal(2, bench.Changes[1].Values.Count);
    }

    [Fact]
    public async Task The_state_is_told_when_there_is_one_and_again_after_a_reconnection()
    {
        await using LinkBench bench = new();
        await bench.StartAsync();
        Assert.Empty(bench.Nucleus.States);

        bench.Link.Report(ComponentState.Running);
        await Eventually.Async(() => bench.Nucleus.States.Count == 1);
        bench.Nucleus.Drop();
        await Eventually.Async(() => bench.Nucleus.States.Count == 2);
        bench.Link.Report(ComponentState.Errored);
        await Eventually.Async(() => bench.Nucleus.States.Count == 3);

        Assert.Equal(["RUNNING", "RUNNING", "ERRORED"], bench.Nucleus.States);
    }

    [Fact]
    public async Task What_changed_while_the_line_was_cut_is_read_after_it()
    {
        await using LinkBench bench = new();
        await bench.StartAsync();

        bench.Nucleus.Put("A", "new");
        bench.Nucleus.Drop();
        await Eventually.Async(() => bench.Changes.Count == 2);
        await bench.Nucleus.ChangeAsync("B", "by event");
        await Eventually.Async(() => bench.Changes.Count == 3);

        Assert.Equal("by event", bench.Changes[2].Values["B"].Text);
    }

    [Fact]
    public async Task After_a_restart_of_nucleus_lite_the_component_is_known_by_its_name_and_has_a_new_token()
    {
        await using LinkBench bench = new();
        bench.Nucleus.Configurations[TokenExchange] = new() { ["port"] = "4711" };
        await bench.StartAsync();
        TokenExchangePlace? before = await bench.Link.TokenExchangeAsync(default);

        await bench.Nucleus.StopAsync();
        bench.Nucleus.StartAgain();
        bench.Nucleus.Configurations[TokenExchange]["port"] = 4712;
        await Eventually.Async(() => bench.Nucleus.Token.StartsWith("CANARYNEW", StringComparison.Ordinal) && bench.Nucleus.Connections == 1);
        TokenExchangePlace? after = null;
        await Eventually.Async(() => (after = bench.Link.TokenExchangeAsync(default).GetAwaiter().GetResult()) is not null);

        Assert.Equal(4711, before?.Port);
        Assert.Equal(4712, after?.Port);
        Assert.Equal(bench.Nucleus.Token, after?.Token.Reveal());
        Assert.NotEqual(before?.Token.Reveal(), after?.Token.Reveal());
        Assert.DoesNotContain(bench.Log.All, static line => line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_token_exchange_is_may_be_unknown()
    {
        await using LinkBench bench = new();
        TokenExchangePlace? early = await bench.Link.TokenExchangeAsync(default);
        await bench.StartAsync();

        TokenExchangePlace? unknown = await bench.Link.TokenExchangeAsync(default);
        bench.Nucleus.Configurations[TokenExchange] = new() { ["port"] = "no number" };
        TokenExchangePlace? wrong = await bench.Link.TokenExchangeAsync(default);

        Assert.Null(early);
        Assert.Null(unknown);
        Assert.Null(wrong);
    }

    [Fact]
    public async Task A_pipe_is_a_way_to_the_nucleus_too()
    {
        string name = "gg-" + Guid.NewGuid().ToString("n");
        await using System.IO.Pipes.NamedPipeServerStream pipe = new(
            name, System.IO.Pipes.PipeDirection.InOut, 1, System.IO.Pipes.PipeTransmissionMode.Byte, System.IO.Pipes.PipeOptions.Asynchronous);
        NucleusAddress address = new(@"\\.\pipe\" + name, new EdgeActors.Aws.Credentials.Secret("t"), null);
        Task waiting = pipe.WaitForConnectionAsync();

        await using Stream stream = await address.ConnectAsync(default);
        await waiting;
        await stream.WriteAsync(new byte[] { 7 });

        Assert.Equal(7, pipe.ReadByte());
    }
}
