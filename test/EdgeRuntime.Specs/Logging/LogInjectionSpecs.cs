using EdgeActors.Aws.Credentials;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Logging;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Grpc.Agent;
using EdgeActors.Specs.Grpc.Agent.Capture;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class LogInjectionSpecs
{
    private const string Forged = "2026-01-01T00:00:00.000Z fatal all is lost";

    public static TheoryData<string> Breaks { get; } = ["\r", "\n", "\r\n", "\u001b[1A\u001b[2K", "\u2028", "\u2029", "\u0085", "\u000b", "\u202e"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Name_in_a_message_stays_on_its_line(string lineBreak) => AssertOneLine(
        LogLevel.Information, lineBreak, log => log.LogWarning("capture {Id} was refused", "c" + lineBreak + Forged));

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Name_in_an_exception_stays_on_its_line(string lineBreak) => AssertOneLine(
        LogLevel.Information, lineBreak, log => log.LogError(new InvalidOperationException("no " + lineBreak + Forged), "upload failed"));

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Stack_trace_never_begins_a_line_of_its_own(string lineBreak)
    {
        string[] lines = Logged(LogLevel.Debug, log => log.LogError(new InvalidOperationException("no " + lineBreak + Forged), "upload failed"));

        Assert.StartsWith("2026-03-01T00:00:00.000Z error upload failed", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Refusals_escape_what_they_quote(string lineBreak)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest unknownModel = new() { ModelName = "m" + lineBreak, CaptureId = "c" };
        CaptureDataRequest oddTensor = CaptureCalls.Good();
        oddTensor.Inputs.Add(new AuxilaryData { Name = "n" + lineBreak, Encoding = (Encoding)9 });
        GetCaptureDataStatusMethod status = new(calls.Buffer, new AgentOptions(), calls.Options);
        using FakeUnaryCall unknownId = new(new GetCaptureDataStatusRequest { CaptureId = "c" + lineBreak });

        string[] texts =
        [
            (await calls.RefuseAsync(unknownModel)).Message,
            (await calls.RefuseAsync(oddTensor)).Message,
            (await Assert.ThrowsAsync<GrpcException>(async () => await status.InvokeAsync(unknownId))).Message,
        ];

        Assert.All(texts, text => Assert.DoesNotContain(lineBreak[0], text));
        Assert.All(texts, text => Assert.Contains($"\\u{(int)lineBreak[0]:X4}", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(LogFormat.Text))]
    [InlineData(nameof(LogFormat.Edge))]
    [InlineData(nameof(LogFormat.Json))]
    public void No_key_comes_out_in_any_format(string format)
    {
        AwsKeys keys = new(new Secret("CANARY-id"), new Secret("CANARY-key"), new Secret("CANARY-token"));

        string line = Assert.Single(LogScene.Logged(
            log => log.LogError(new InvalidOperationException($"with {keys}"), "{Keys} and {Secret}", keys, keys.SecretAccessKey), Enum.Parse<LogFormat>(format)));

        Assert.Contains("***", line, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", line, StringComparison.Ordinal);
    }

    private static void AssertOneLine(LogLevel least, string lineBreak, Action<ILogger> write)
    {
        string line = Assert.Single(Logged(least, write));

        Assert.StartsWith("2026-03-01T00:00:00.000Z ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(lineBreak[0], line);
        Assert.Contains(Forged, line, StringComparison.Ordinal);
    }

    private static string[] Logged(LogLevel least, Action<ILogger> write) => LogScene.Logged(write, least: least);
}
