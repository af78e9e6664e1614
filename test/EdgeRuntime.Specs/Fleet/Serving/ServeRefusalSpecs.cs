using System.Net.Sockets;
using System.Text;
using EdgeActors.Specs.FleetDoubles;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Fleet.Serving;

/// <summary>What must not get through: each is refused with its status, and nothing is asked of the tree or written into it.</summary>
public sealed class ServeRefusalSpecs : IAsyncLifetime
{
    private const string Beat = """{"AgentVersion":"1.0","DeviceName":"press-1","DeviceFleetName":"line_a"}""";

    private readonly FakeTree _tree = new();
    private ServeHost _host = null!;

    public async Task InitializeAsync() => _host = await ServeHost.StartAsync(_tree.Of);

    public async Task DisposeAsync()
    {
        Assert.DoesNotContain(_host.Log.All, line => line.Level >= LogLevel.Error);
        Assert.DoesNotContain(_host.Log.All, line => line.Text.Contains("wJalr", StringComparison.Ordinal) || line.Text.Contains("0123456789abcdef", StringComparison.Ordinal));
        await _host.DisposeAsync();
    }

    private SdkSignedCall Call => _host.Call("/SendHeartbeat", Beat);

    [Fact]
    public async Task A_good_request_gets_through()
    {
        Assert.Equal((200, "", ""), await _host.SendAsync(Call.For(_host.Address)));
        Assert.Single(_tree.Written);
    }

    [Fact]
    public async Task Without_a_signature() =>
        await RefusedAsync(Call.For(_host.Address, headers => headers.Remove("Authorization")), 403, "MissingAuthenticationTokenException");

    [Fact]
    public async Task With_a_signature_of_another_kind() =>
        await RefusedAsync(Call.For(_host.Address, headers => headers["Authorization"] = "Bearer x"), 403, "IncompleteSignatureException");

    [Fact]
    public async Task By_an_unknown_key() =>
        await RefusedAsync((Call with { AccessKeyId = "AKIDOTHER" }).For(_host.Address), 403, "UnrecognizedClientException");

    [Fact]
    public async Task By_a_wrong_secret() =>
        await RefusedAsync((Call with { Secret = "wrong" }).For(_host.Address), 403, "InvalidSignatureException");

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task At_another_time(int seconds) => await RefusedAsync(
        (Call with { Time = _host.Clock.GetUtcNow().AddSeconds(seconds) }).For(_host.Address), 403, "RequestTimeTooSkewed");

    [Fact]
    public async Task For_another_service() =>
        await RefusedAsync((Call with { Service = "execute-api" }).For(_host.Address), 403, "IncompleteSignatureException");

    [Fact]
    public async Task With_another_body() =>
        await RefusedAsync(Call.For(_host.Address, body: Encoding.UTF8.GetBytes(Beat.Replace("1.0", "9.9", StringComparison.Ordinal))), 403, "InvalidSignatureException");

    [Theory]
    [InlineData("X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD")]
    [InlineData("X-Amz-Content-SHA256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Host", "edge.sagemaker.us-east-1.amazonaws.com")]
    public async Task With_another_header(string name, string value) =>
        await RefusedAsync(Call.For(_host.Address, headers => headers[name] = value), 403, "InvalidSignatureException");

    [Theory]
    [InlineData("X-Amz-Date")]
    public async Task Without_a_signed_header(string name) =>
        await RefusedAsync(Call.For(_host.Address, headers => headers.Remove(name)), 403, "IncompleteSignatureException");

    [Fact]
    public async Task With_a_header_that_should_be_signed_and_is_not() =>
        await RefusedAsync(Call.For(_host.Address, headers => headers["X-Amz-Security-Token"] = "x"), 403, "IncompleteSignatureException");

    [Fact]
    public async Task To_another_path_than_was_signed()
    {
        HttpRequestMessage request = Call.For(_host.Address);
        request.RequestUri = new Uri(_host.Address, "/GetDeployments");

        await RefusedAsync(request, 403, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_second_time()
    {
        SdkSignedCall call = Call;
        Assert.Equal(200, (await _host.SendAsync(call.For(_host.Address))).Status);
        int asked = _tree.Asked;

        (int status, string error, string body) = await _host.SendAsync(call.For(_host.Address));

        Assert.Equal((403, "InvalidSignatureException"), (status, error));
        Assert.Contains("was here before", body, StringComparison.Ordinal);
        Assert.Equal(asked, _tree.Asked);
        Assert.Single(_tree.Written);
    }

    [Fact]
    public async Task Over_the_size()
    {
        SdkSignedCall large = Call with { Body = new byte[(1 << 20) + 1] };
        HttpRequestMessage sized = large.For(_host.Address);
        // Who says beforehand how much it is gets the answer before any of it is read: without waiting for it the connection may be gone while it sends.
        sized.Headers.ExpectContinue = true;
        HttpRequestMessage chunked = large.For(_host.Address);
        chunked.Headers.TransferEncodingChunked = true;

        await RefusedAsync(sized, 413, "RequestEntityTooLargeException");
        await RefusedAsync(chunked, 413, "RequestEntityTooLargeException");
    }

    [Theory]
    [InlineData("/", 404, "UnknownOperationException")]
    [InlineData("/sendheartbeat", 404, "UnknownOperationException")]
    public async Task To_no_call_of_the_service(string path, int status, string error) =>
        await RefusedAsync((Call with { Path = path }).For(_host.Address), status, error);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"AgentVersion":"1.0","DeviceName":"press-1/../saw-1","DeviceFleetName":"line_a"}""")]
    [InlineData("""{"AgentVersion":"1.0","DeviceName":"press-1","DeviceFleetName":"../line_a"}""")]
    [InlineData("""{"AgentVersion":"1-0","DeviceName":"press-1","DeviceFleetName":"line_a"}""")]
    [InlineData("""{"AgentVersion":"1.0","DeviceName":"press-1","DeviceName":"press-2","DeviceFleetName":"line_a"}""")]
    public async Task Of_another_form(string body) =>
        await RefusedAsync(_host.Call("/SendHeartbeat", body).For(_host.Address), 400, "ValidationException");

    [Theory]
    [InlineData("saw-1", "line_a")]
    [InlineData("press", "line_a")]
    [InlineData("Press-1", "line_a")]
    [InlineData("press-1", "line_b")]
    public async Task About_a_device_that_the_key_does_not_speak_for(string device, string fleet)
    {
        string body = Beat.Replace("press-1", device, StringComparison.Ordinal).Replace("line_a", fleet, StringComparison.Ordinal);

        await RefusedAsync(_host.Call("/SendHeartbeat", body).For(_host.Address), 403, "AccessDeniedException");
    }

    [Fact]
    public async Task About_a_device_that_is_not_registered()
    {
        _tree.IsActive = false;

        Assert.Equal((403, "AccessDeniedException"), Shape(await _host.SendAsync(Call.For(_host.Address))));
        Assert.Empty(_tree.Written);
    }

    [Fact]
    public async Task Signed_garbage_of_any_kind()
    {
        IReadOnlyList<byte[]> samples = Gen.Sample(ArbMap.Default.GeneratorFor<byte[]>(), 100, size: 60);
        foreach ((int i, byte[] garbage) in samples.Index())
        {
            byte[] body = i % 2 == 0 ? garbage : [.. Encoding.UTF8.GetBytes(Beat[..(i % Beat.Length)]), .. garbage];
            (int status, string error, _) = await _host.SendAsync((Call with { Body = body }).For(_host.Address));

            // The same bytes twice within the second are a replay.
            Assert.True((status, error) is (400, "ValidationException") or (403, "InvalidSignatureException"), $"{status} {error}");
        }

        Assert.Equal(0, _tree.Asked);
    }

    [Fact]
    public async Task What_is_no_HTTP_or_half_of_it()
    {
        string[] garbage = ["\0\0\0\0", "POST", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: \u00ff\r\n\r\n"];
        foreach (string one in garbage)
        {
            using TcpClient client = new();
            await client.ConnectAsync(_host.Address.Host, _host.Address.Port);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(one));
            client.Client.Shutdown(SocketShutdown.Send);
            using StreamReader reader = new(stream);
            string answer = await reader.ReadToEndAsync();
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answer);
        }

        await A_good_request_gets_through();
    }

    private static (int, string) Shape((int Status, string Error, string Body) answer) => (answer.Status, answer.Error);

    private async Task RefusedAsync(HttpRequestMessage request, int status, string error)
    {
        (int Status, string Error, string Body) answer = await _host.SendAsync(request);

        Assert.Equal((status, error), Shape(answer));
        Assert.StartsWith("""{"Message":""", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, _tree.Asked);
        Assert.Contains(_host.Log.All, line => line.Text.Contains($"refused: {status} {error}", StringComparison.Ordinal));
    }
}
