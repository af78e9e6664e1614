using System.Text.Json.Nodes;
using EdgeActors.Specs.GreengrassDoubles;
using EdgeActors.Specs.Nuclei;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>The ends that a nucleus listens at: IPC, with the deployed configuration behind it, and the service manager under lite.</summary>
internal sealed class ListeningNucleus : IAsyncDisposable
{
    private readonly bool _isLite;
    private readonly string _notify;

    private ListeningNucleus(EdgeDevice device)
    {
        string folder = Path.GetDirectoryName(device.Socket)!;
        _isLite = device.Greengrass.Nucleus == Nucleus.Lite;
        Ipc = NucleusDouble.Start(Path.Combine(folder, "ipc.sock"), _isLite ? NucleusFlavour.Lite : NucleusFlavour.Classic);
        _notify = Path.Combine(folder, "notify.sock");
        ServiceManager = new NotifySocketDouble(_notify);
        foreach (string socket in (string[])[Ipc.SocketPath, _notify])
        {
            File.SetUnixFileMode(socket, (UnixFileMode)0b110_110_110);
        }

        foreach ((string key, JsonNode? value) in device.Greengrass.ConfigurationOf(device.Component)!)
        {
            Ipc.Put(key, value?.DeepClone());
        }
    }

    public NucleusDouble Ipc { get; }

    public NotifySocketDouble ServiceManager { get; }

    /// <summary>What a component has to know to find them.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        _isLite ? new Dictionary<string, string>(Ipc.Environment) { ["NOTIFY_SOCKET"] = _notify } : Ipc.Environment;

    public static ListeningNucleus On(EdgeDevice device) => new(device);

    public async ValueTask DisposeAsync()
    {
        await Ipc.DisposeAsync();
        ServiceManager.Dispose();
    }
}
