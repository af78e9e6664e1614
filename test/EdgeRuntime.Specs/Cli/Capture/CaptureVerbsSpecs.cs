using System.Text.Json;
using EdgeActors.Capture;
using EdgeActors.Cli;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Grpc.Agent;
using EdgeActors.Specs.Grpc.Agent.Capture;
using EdgeActors.Specs.Grpc.Transport;

namespace EdgeActors.Specs.Cli.Capture;

public sealed class CaptureVerbsSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;
    private readonly CaptureCalls _calls = new();

    public void Dispose()
    {
        _calls.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Put_sends_tensors_as_the_model_declares_them_and_any_files_beside_them()
    {
        await using TransportHost host = await HostAsync();
        string image = Write("image.bin", 1, 0, 2, 0);
        string boxes = Write("boxes.json", (byte)'{', (byte)'}');
        string photo = Write("photo.jpg", 0xFF);

        (int exitCode, string output, string error) = await RunAsync(
            host, "capture", "put", "plain", "--id", "c 1", "--input", image, "--output", $"y=uint8:4:{image}", "--aux-input", photo, "--aux-output", $"b={boxes}");

        Assert.Equal((ExitCode.Ok, ""), (exitCode, error));
        Assert.StartsWith("Accepted c 1.", output, StringComparison.Ordinal);
        CaptureDraft draft = _calls.Buffer.Draft!;
        Assert.Equal(("c 1", "plain"), (draft.CaptureId, draft.Model));
        Assert.Equal(
            [
                (CaptureItemKind.InputTensor, "x", "Tensor[INT16; 1, 2]"),
                (CaptureItemKind.OutputTensor, "y", "Tensor[UINT8; 4]"),
                (CaptureItemKind.AuxiliaryInput, "photo.jpg", "jpg"),
                (CaptureItemKind.AuxiliaryOutput, "b", "json"),
            ],
            draft.Items.OrderBy(item => item.Kind).Select(item => (item.Kind, item.Name, item.ContentType)));
    }

    [Fact]
    public async Task Put_without_an_id_makes_one_and_says_it()
    {
        await using TransportHost host = await HostAsync();

        (int exitCode, string output, _) = await RunAsync(host, "capture", "put", "plain", "--json");

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Equal(_calls.Buffer.Draft!.CaptureId, json.RootElement.GetProperty("accepted").GetString());
        Assert.True(Guid.TryParse(_calls.Buffer.Draft.CaptureId, out _));
    }

    [Theory]
    [InlineData(CaptureStatus.Success, ExitCode.Ok, "SUCCESS")]
    [InlineData(CaptureStatus.InProgress, ExitCode.Ok, "IN_PROGRESS")]
    [InlineData(CaptureStatus.Failure, ExitCode.Failed, "FAILURE")]
    [InlineData(CaptureStatus.NotFound, ExitCode.Failed, "NOT_FOUND")]
    public async Task Status_is_a_word_and_an_exit_code(CaptureStatus status, int expected, string word)
    {
        _calls.Buffer.Statuses["c1"] = status;
        await using TransportHost host = await HostAsync();

        (int exitCode, string output, _) = await RunAsync(host, "capture", "status", "c1", "--json");

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal((expected, word), (exitCode, json.RootElement.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Id_of_a_status_cannot_command_the_terminal()
    {
        await using TransportHost host = await HostAsync();

        (_, string output, _) = await RunAsync(host, "capture", "status", "c\u001b[2J");

        Assert.Equal("c\\u001B[2J is NOT_FOUND", output.Trim());
    }

    private Task<TransportHost> HostAsync()
    {
        ModelInfo model = new("plain", "/m", [new TensorSpec(new TensorName("x"), TensorType.Int16, [1, -1])], []);
        return TransportHost.StartAsync(
        [
            new DescribeModelMethod(new FakeModelControl(new ModelsProtocol.ModelDescribed(model)), new AgentOptions()),
            _calls.Method,
            new GetCaptureDataStatusMethod(_calls.Buffer, new AgentOptions(), _calls.Options),
        ]);
    }

    private string Write(string name, params byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(TransportHost host, params string[] line)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await CommandLine.RunAsync([.. line, "-a", host.SocketPath], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
