using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeActors.Specs.GreengrassDoubles;

/// <summary>One component's connection to the double.</summary>
internal sealed class NucleusPeer(NucleusDouble nucleus, Socket socket) : IDisposable
{
    private const string Service = "aws.greengrass#";

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _subscription;

    public void Dispose()
    {
        _stream.Dispose();
        _writing.Dispose();
    }

    public async Task ServeAsync()
    {
        try
        {
            await using (_stream)
            {
                if (await NucleusFrame.ReadAsync(_stream) is not { } hello || nucleus.Manner == NucleusManner.Hangs)
                {
                    await ReadToEndAsync();
                    return;
                }

                if (nucleus.Greet(hello) is not { } greeting)
                {
                    return;
                }

                await WriteAsync(greeting.Bytes());
                while (greeting.Flags == 1 && await NucleusFrame.ReadAsync(_stream) is { } call)
                {
                    await AnswerAsync(call);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException)
        {
            return;
        }
    }

    public async Task TellChangeAsync(string component, string key)
    {
        if (_subscription == 0)
        {
            return;
        }

        JsonObject change = new() { ["componentName"] = component, ["keyPath"] = new JsonArray(key) };
        await WriteAsync(Frame(_subscription, "ConfigurationUpdateEvents", new JsonObject { ["configurationUpdateEvent"] = change }).Bytes());
    }

    private static NucleusFrame Frame(int stream, string type, JsonNode content, bool isError = false) => new(
        isError ? NucleusFrame.Error : NucleusFrame.Message,
        isError ? 2 : 0,
        stream,
        new() { [":content-type"] = "application/json", ["service-model-type"] = Service + type },
        Encoding.UTF8.GetBytes(content.ToJsonString()));

    private static NucleusFrame Fault(int stream, string code, string message) =>
        Frame(stream, code, new JsonObject { ["_message"] = message, ["_errorCode"] = code }, isError: true);

    private async Task AnswerAsync(NucleusFrame call)
    {
        string operation = call.Texts["operation"][Service.Length..];
        Assert.Equal($"{Service}{operation}Request", call.Texts["service-model-type"]);
        byte[] answer = nucleus.Manner switch
        {
            NucleusManner.HangsInCalls => [],
            NucleusManner.Garbage => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            NucleusManner.HugeFrame => NucleusFrame.Huge(),
            NucleusManner.FlippedBit => Flipped(Frame(call.Stream, "x", new JsonObject { ["value"] = new JsonObject() }).Bytes()),
            NucleusManner.HalfFrame => Frame(call.Stream, "x", new JsonObject { ["value"] = new JsonObject() }).Bytes()[..20],
            NucleusManner.NoObject => Frame(call.Stream, "x", JsonValue.Create(7)).Bytes(),
            NucleusManner.Errors => Fault(call.Stream, "ServiceError", "").Bytes(),
            _ => Result(operation, call).Bytes(),
        };
        if (nucleus.Manner == NucleusManner.HangsUp)
        {
            _stream.Dispose();
            return;
        }

        await WriteAsync(answer);
        if (nucleus.Manner == NucleusManner.HalfFrame)
        {
            _stream.Dispose();
        }
    }

    private NucleusFrame Result(string operation, NucleusFrame call)
    {
        switch (operation)
        {
            case "UpdateState":
                nucleus.Record(call.Json["state"]!.GetValue<string>());
                return Frame(call.Stream, "UpdateStateResponse", new JsonObject());
            case "SubscribeToConfigurationUpdate":
                _subscription = call.Stream;
                return Frame(call.Stream, "SubscribeToConfigurationUpdateResponse", new JsonObject());
            case "GetConfiguration":
                string? component = call.Json["componentName"]?.GetValue<string>();
                return nucleus.Find(component, call.Json["keyPath"]?.AsArray()) is { } found
                    ? Frame(
                        call.Stream,
                        "GetConfigurationResponse",
                        new JsonObject { ["componentName"] = component ?? nucleus.Component, ["value"] = found })
                    : Fault(call.Stream, "ResourceNotFoundError", "Key not found.");
            default:
                return Fault(call.Stream, "ServiceError", "");
        }
    }

    private static byte[] Flipped(byte[] frame)
    {
        frame[^6] ^= 1;
        return frame;
    }

    private async Task ReadToEndAsync()
    {
        byte[] some = new byte[1024];
        while (await _stream.ReadAsync(some) > 0)
        {
        }
    }

    private async Task WriteAsync(byte[] bytes)
    {
        await _writing.WaitAsync();
        try
        {
            await _stream.WriteAsync(bytes);
        }
        finally
        {
            _writing.Release();
        }
    }
}
