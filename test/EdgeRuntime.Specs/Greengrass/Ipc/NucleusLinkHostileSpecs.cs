using System.Diagnostics;
using EdgeActors.Aws.Credentials;
using EdgeActors.Greengrass.Ipc;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.GreengrassDoubles;

namespace EdgeActors.Specs.Greengrass.Ipc;

/// <summary>A nucleus that does not do its part: the agent says so once, tries on with pauses, and finds its way when all is well again.</summary>
public sealed class NucleusLinkHostileSpecs
{
    [Theory]
    [InlineData(NucleusFlavour.Classic, NucleusManner.Refuses, "did not accept this component by its token")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.Refuses, "did not accept this component by its name")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.Hangs, "gave no answer within 1 s")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.HangsInCalls, "did not answer SubscribeToConfigurationUpdate within 1 s")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.Garbage, "no frame")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.HugeFrame, "announced a frame of 2147483647 bytes, and 65536 are taken")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.FlippedBit, "damaged frame")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.HalfFrame, "closed the connection")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.NoObject, "no JSON object")]
    [InlineData(NucleusFlavour.Lite, NucleusManner.HangsUp, "closed the connection")]
    internal async Task Whatever_it_does_is_said_once_and_ends_with_it(NucleusFlavour flavour, NucleusManner manner, string expected)
    {
        await using LinkBench bench = new(flavour, manner, knowsItsName: flavour == NucleusFlavour.Lite);
        bench.Link.Start();
        await Eventually.Async(() => bench.Nucleus.Connections > 0 || bench.Nucleus.Greetings.Count > 3);
        await Eventually.Async(() => bench.Logged(expected));
        await Eventually.Async(() => bench.Nucleus.Greetings.Count > 3 || manner == NucleusManner.Hangs);
        int warnings = bench.Log.All.Count(static line => line.StartsWith("Warning", StringComparison.Ordinal));

        bench.Nucleus.Put("A", "1");
        bench.Nucleus.Manner = NucleusManner.Answers;
        ComponentConfiguration? configuration = await bench.Link.ConfigurationAsync(LinkBench.Patience);

        Assert.Equal(1, warnings);
        Assert.Equal("1", configuration?.Values["A"].Text);
        await Eventually.Async(() => bench.Logged("answers on"));
        Assert.DoesNotContain(bench.Log.All, static line => line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Operations_that_fail_leave_the_connection_alone()
    {
        await using LinkBench bench = new(manner: NucleusManner.Errors);

        ComponentConfiguration? configuration = await bench.StartAsync();
        bench.Link.Report(ComponentState.Running);
        await Eventually.Async(() => bench.Logged("refused UpdateState: ServiceError"));

        Assert.Empty(configuration!.Values);
        Assert.True(bench.Logged("refused SubscribeToConfigurationUpdate: ServiceError"));
        Assert.True(bench.Logged("refused GetConfiguration: ServiceError"));
        Assert.Single(bench.Nucleus.Greetings);
    }

    [Fact]
    public async Task A_nucleus_that_is_not_there_is_found_when_it_comes()
    {
        await using LinkBench bench = new();
        await bench.Nucleus.StopAsync();
        bench.Link.Start();
        await Eventually.Async(() => bench.Logged("nobody can be reached there"));

        bench.Nucleus.StartAgain();

        Assert.NotNull(await bench.Link.ConfigurationAsync(LinkBench.Patience));
    }

    [Theory]
    [InlineData(NucleusManner.Hangs)]
    [InlineData(NucleusManner.Refuses)]
    [InlineData(NucleusManner.HangsInCalls)]
    internal async Task The_start_waits_no_longer_than_its_time(NucleusManner manner)
    {
        await using NucleusDouble nucleus = NucleusDouble.Start(Path.Combine(Path.GetTempPath(), $"gg-{Guid.NewGuid():n}.sock"));
        nucleus.Manner = manner;
        LogLines log = new();
        NucleusAddress address = new(nucleus.SocketPath, new Secret(nucleus.Token), nucleus.Component);
        await using NucleusLink link = new(address, new IpcOptions(), TimeProvider.System, new Random(1), log);
        Stopwatch waited = Stopwatch.StartNew();

        link.Start();
        ComponentConfiguration? configuration = await link.ConfigurationAsync(TimeSpan.FromSeconds(0.3));

        Assert.Null(configuration);
        Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(0.28), TimeSpan.FromSeconds(3));
        Assert.Contains(log.All, static line => line.Contains("gave no configuration within 0.3 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_that_fits_no_socket_is_named_and_harmless()
    {
        LogLines log = new();
        NucleusAddress address = new("/" + new string('x', 200), new Secret("t"), null);
        await using NucleusLink link = new(address, LinkBench.Options, TimeProvider.System, new Random(1), log);

        link.Start();

        await Eventually.Async(() => log.All.Any(static line => line.Contains("nobody can be reached", StringComparison.Ordinal)));
    }
}
