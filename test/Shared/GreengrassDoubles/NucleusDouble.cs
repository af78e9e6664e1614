using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace EdgeActors.Specs.GreengrassDoubles;

/// <summary>
/// A double of the Greengrass nucleus's IPC server on a Unix socket: lets components in by token or name, gives configuration, sends
/// events when it changes, remembers the states it is told, and misbehaves as it is asked to. Everything it does, the real ones do.
/// </summary>
internal sealed class NucleusDouble : IAsyncDisposable
{
    private readonly ConcurrentDictionary<NucleusPeer, Task> _peers = new();
    private readonly ConcurrentQueue<string> _states = new();
    private readonly ConcurrentQueue<string> _greetings = new();
    private readonly NucleusFlavour _flavour;
    private Socket _listening;
    private Task _accepting;

    private NucleusDouble(string socket, NucleusFlavour flavour)
    {
        (SocketPath, _flavour) = (socket, flavour);
        _listening = Listen();
        _accepting = AcceptAsync(_listening);
    }

    public string SocketPath { get; }

    /// <summary>The component that it has started.</summary>
    public string Component { get; init; } = "aws.greengrass.SageMakerEdgeManager";

    /// <summary>What that component is known by; empty once it is forgotten.</summary>
    public string Token { get; private set; } = "CANARYTOKEN" + Guid.NewGuid().ToString("n")[..5];

    public NucleusManner Manner { get; set; }

    /// <summary>Configuration of all components by their names.</summary>
    public Dictionary<string, JsonObject> Configurations { get; } = [];

    /// <summary>States that the component has told, in order.</summary>
    public IReadOnlyCollection<string> States => _states;

    /// <summary>How those who connected showed who they are: <c>token</c> or <c>name</c>.</summary>
    public IReadOnlyCollection<string> Greetings => _greetings;

    /// <summary>Called with each state as it is told.</summary>
    public Action<string>? Told { get; set; }

    /// <summary>Connections that are open.</summary>
    public int Connections => _peers.Count;

    /// <summary>The variables that the nucleus gives to the component.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["SVCUID"] = Token,
        ["AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT"] = SocketPath,
    };

    /// <summary>Starts one, with an empty configuration of the component.</summary>
    public static NucleusDouble Start(string socket, NucleusFlavour flavour = NucleusFlavour.Lite)
    {
        NucleusDouble nucleus = new(socket, flavour);
        nucleus.Configurations[nucleus.Component] = [];
        return nucleus;
    }

    /// <summary>Changes a parameter of the component without telling anybody.</summary>
    public void Put(string key, JsonNode? value)
    {
        lock (Configurations)
        {
            Configurations[Component][key] = value;
        }
    }

    /// <summary>Changes a parameter of the component and tells those who subscribed.</summary>
    public async Task ChangeAsync(string key, JsonNode? value)
    {
        Put(key, value);
        await Task.WhenAll(_peers.Keys.Select(peer => peer.TellChangeAsync(Component, key)));
    }

    /// <summary>Cuts all connections.</summary>
    public void Drop() => _peers.Keys.ToList().ForEach(peer => peer.Dispose());

    /// <summary>Goes down, for as long as the spec likes.</summary>
    public async Task StopAsync()
    {
        _listening.Dispose();
        File.Delete(SocketPath);
        Drop();
        await _accepting;
        await Task.WhenAll(_peers.Values);
    }

    /// <summary>Comes up again; it has forgotten the token, as nucleus lite has.</summary>
    public void StartAgain()
    {
        Token = "";
        _listening = Listen();
        _accepting = AcceptAsync(_listening);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>The answer to a greeting: null for hanging up.</summary>
    internal NucleusFrame? Greet(NucleusFrame hello)
    {
        Assert.Equal(NucleusFrame.Connect, hello.Type);
        Assert.Equal("0.1.0", hello.Texts[":version"]);
        string? token = hello.Json["authToken"]?.GetValue<string>();
        string? name = hello.Json["componentName"]?.GetValue<string>();
        _greetings.Enqueue(token is not null ? "token" : "name");
        bool byToken = token is not null && token == Token && Token.Length > 0;
        bool byName = token is null && name == Component && _flavour == NucleusFlavour.Lite;
        if (Manner == NucleusManner.Refuses || !(byToken || byName))
        {
            return _flavour == NucleusFlavour.Lite ? null : Answer(0, []);
        }

        if (byToken)
        {
            return Answer(1, []);
        }

        Token = "CANARYNEW" + Guid.NewGuid().ToString("n")[..7];
        return Answer(1, new() { ["svcuid"] = Token });
    }

    internal void Record(string state)
    {
        Told?.Invoke(state);
        _states.Enqueue(state);
    }

    internal JsonNode? Find(string? component, JsonArray? keyPath)
    {
        lock (Configurations)
        {
            JsonNode? found = Configurations.GetValueOrDefault(component ?? Component);
            string? last = null;
            foreach (string key in keyPath?.Select(static key => key!.GetValue<string>()) ?? [])
            {
                found = (found as JsonObject)?[key];
                last = key;
            }

            return found is null or JsonObject || last is null ? found?.DeepClone() : new JsonObject { [last] = found.DeepClone() };
        }
    }

    private static NucleusFrame Answer(int flags, Dictionary<string, string> texts) => new(NucleusFrame.ConnectAnswer, flags, 0, texts, []);

    private Socket Listen()
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(SocketPath));
        socket.Listen();
        return socket;
    }

    private async Task AcceptAsync(Socket listening)
    {
        try
        {
            while (true)
            {
                NucleusPeer peer = new(this, await listening.AcceptAsync());
                _peers[peer] = ServeAsync(peer);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task ServeAsync(NucleusPeer peer)
    {
        await Task.Yield();
        await peer.ServeAsync();
        _peers.TryRemove(peer, out _);
    }
}
