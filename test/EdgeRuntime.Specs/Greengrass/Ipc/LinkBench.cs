using EdgeActors.Aws.Credentials;
using EdgeActors.Greengrass.Ipc;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.GreengrassDoubles;

namespace EdgeActors.Specs.Greengrass.Ipc;

/// <summary>A line to a double of the nucleus, with short times.</summary>
internal sealed class LinkBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gg-").FullName;

    public LinkBench(NucleusFlavour flavour = NucleusFlavour.Lite, NucleusManner manner = NucleusManner.Answers, bool knowsItsName = true)
    {
        Nucleus = NucleusDouble.Start(Path.Combine(_folder, "ipc.socket"), flavour);
        Nucleus.Manner = manner;
        NucleusAddress address = new(Nucleus.SocketPath, new Secret(Nucleus.Token), knowsItsName ? Nucleus.Component : null);
        // Short only where it has to run out: a busy machine may take its time for an answer.
        TimeSpan timeout = TimeSpan.FromSeconds(manner is NucleusManner.Hangs or NucleusManner.HangsInCalls ? 1 : 30);
        Link = new NucleusLink(address, Options with { RequestTimeout = timeout }, TimeProvider.System, new Random(1), Log);
        Link.OnChange(Changes.Add);
    }

    /// <summary>Longer than anything takes.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public static IpcOptions Options { get; } = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(10),
        LongestPause = TimeSpan.FromMilliseconds(50),
        SettleTime = TimeSpan.FromMilliseconds(20),
        MaxFrameBytes = 64 << 10,
    };

    public NucleusDouble Nucleus { get; }

    public NucleusLink Link { get; }

    public LogLines Log { get; } = new();

    public List<ComponentConfiguration> Changes { get; } = [];

    /// <summary>Starts and waits for the first configuration.</summary>
    public async Task<ComponentConfiguration?> StartAsync()
    {
        Link.Start();
        return await Link.ConfigurationAsync(Patience);
    }

    public bool Logged(string text) => Log.All.Any(line => line.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Link.DisposeAsync();
        await Nucleus.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
