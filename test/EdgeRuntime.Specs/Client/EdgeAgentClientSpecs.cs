using System.Net.Sockets;
using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Protocol.Health;
using EdgeActors.Specs.Grpc.Transport;
using Google.Protobuf;

namespace EdgeActors.Specs.Client;

public sealed class EdgeAgentClientSpecs
{
    [Fact]
    public async Task Every_method_reaches_its_path_and_brings_its_answer()
    {
        await using var host = await TransportHost.StartAsync(
        [
            new Answer("LoadModel", new LoadModelResponse { Model = new Model { Name = "m" } }),
            new Answer("UnLoadModel", new UnLoadModelResponse()),
            new Answer("ListModels", new ListModelsResponse { Models = { new Model { Name = "a" }, new Model { Name = "b" } } }),
            new Answer("DescribeModel", new DescribeModelResponse { Model = new Model { Handle = "h" } }),
            new Answer("Predict", new PredictResponse { Tensors = { new Tensor { ByteData = ByteString.CopyFrom(new byte[100_000]) } } }),
            new Answer("CaptureData", new CaptureDataResponse()),
            new Answer("GetCaptureDataStatus", new GetCaptureDataStatusResponse { Status = CaptureDataStatus.InProgress }),
        ]);
        using var client = new EdgeAgentClient(host.SocketPath);

        Assert.Equal("m", (await client.LoadModelAsync(new LoadModelRequest())).Model.Name);
        Assert.NotNull(await client.UnLoadModelAsync(new UnLoadModelRequest()));
        Assert.Equal(2, (await client.ListModelsAsync()).Models.Count);
        Assert.Equal("h", (await client.DescribeModelAsync(new DescribeModelRequest())).Model.Handle);
        Assert.Equal(100_000, (await client.PredictAsync(new PredictRequest())).Tensors[0].ByteData.Length);
        Assert.NotNull(await client.CaptureDataAsync(new CaptureDataRequest()));
        Assert.Equal(CaptureDataStatus.InProgress, (await client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest())).Status);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await client.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task A_status_comes_back_with_its_code_text_and_pause()
    {
        await using var host = await TransportHost.StartAsync([new Answer("ListModels", () =>
            throw new GrpcException(GrpcStatusCode.ResourceExhausted, "zu groß: 100 %") { RetryAfter = TimeSpan.FromSeconds(2) })]);
        using var client = new EdgeAgentClient(host.SocketPath);

        var failure = await Assert.ThrowsAsync<GrpcException>(() => client.ListModelsAsync());

        Assert.Equal(GrpcStatusCode.ResourceExhausted, failure.Code);
        Assert.Equal("zu groß: 100 %", failure.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), failure.RetryAfter);
    }

    [Fact]
    public async Task The_timeout_is_sent_and_ends_the_call_here_too()
    {
        var time = new ManualTime();
        string? sent = null;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TransportHost.StartAsync([new Answer("ListModels", async call =>
        {
            sent = ((GrpcCall)call).Request.Headers["grpc-timeout"];
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, call.Aborted);
        })]);
        using var client = new EdgeAgentClient(new EdgeAgentClientOptions { SocketPath = host.SocketPath, Time = time });

        var call = client.ListModelsAsync(TimeSpan.FromMinutes(1));
        await started.Task;
        time.Advance(TimeSpan.FromMinutes(1));
        var failure = await Assert.ThrowsAsync<GrpcException>(() => call);

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, failure.Code);
        Assert.Equal("60000000u", sent);
    }

    [Fact]
    public async Task Cancelling_ends_the_call_and_tells_the_agent()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TransportHost.StartAsync([new Answer("ListModels", async call =>
        {
            using var registration = call.Aborted.Register(told.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, call.Aborted);
        })]);
        using var client = new EdgeAgentClient(host.SocketPath);
        using var cancel = new CancellationTokenSource();

        var call = client.ListModelsAsync(cancel: cancel.Token);
        await started.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await told.Task;
    }

    [Fact]
    public async Task A_missing_socket_is_unavailable_and_says_what_to_check()
    {
        using var client = new EdgeAgentClient("/tmp/no-such-folder/agent.sock");

        var failure = await Assert.ThrowsAsync<GrpcException>(() => client.ListModelsAsync());

        Assert.Equal(GrpcStatusCode.Unavailable, failure.Code);
        Assert.Contains("/tmp/no-such-folder/agent.sock", failure.Message, StringComparison.Ordinal);
        Assert.Contains("agent is running", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_path_beyond_the_system_is_unavailable()
    {
        using var client = new EdgeAgentClient("/tmp/" + new string('x', 200));

        var failure = await Assert.ThrowsAsync<GrpcException>(() => client.ListModelsAsync());

        Assert.Equal(GrpcStatusCode.Unavailable, failure.Code);
        Assert.Contains("longer than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_unavailable()
    {
        var folder = Directory.CreateTempSubdirectory("edge-hangup-");
        var path = Path.Combine(folder.FullName, "s");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var client = new EdgeAgentClient(path);

        var call = client.ListModelsAsync();
        using (var accepted = await listener.AcceptAsync())
        {
            await accepted.ReceiveAsync(new byte[10]);
        }

        var failure = await Assert.ThrowsAsync<GrpcException>(() => call);

        Assert.Equal(GrpcStatusCode.Unavailable, failure.Code);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Messages_over_the_clients_limits_are_refused()
    {
        await using var host = await TransportHost.StartAsync([new Answer("ListModels", new ListModelsResponse { Models = { new Model { Name = "abc" } } })]);
        using var client = new EdgeAgentClient(new EdgeAgentClientOptions { SocketPath = host.SocketPath, MaxReceiveBytes = 4, MaxSendBytes = 4 });

        var received = await Assert.ThrowsAsync<GrpcException>(() => client.ListModelsAsync());
        var sent = await Assert.ThrowsAsync<GrpcException>(() => client.LoadModelAsync(new LoadModelRequest { Name = "a longer name" }));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, received.Code);
        Assert.Contains("7 bytes", received.Message, StringComparison.Ordinal);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, sent.Code);
        Assert.Contains("15 bytes", sent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_what_the_documents_say()
    {
        var options = new EdgeAgentClientOptions { SocketPath = "s" };

        Assert.Null(options.Timeout);
        Assert.Equal(4_194_304, options.MaxReceiveBytes);
        Assert.Equal(2_147_483_586, options.MaxSendBytes);
        Assert.Same(TimeProvider.System, options.Time);
    }

    private sealed class Answer(string method, Func<UnaryCall, Task> script) : IUnaryMethod
    {
        public Answer(string method, IMessage answer)
            : this(method, call =>
            {
                call.Write(answer);
                return Task.CompletedTask;
            })
        {
        }

        public Answer(string method, Action fail)
            : this(method, _ =>
            {
                fail();
                return Task.CompletedTask;
            })
        {
        }

        public string Path => "/AWS.SageMaker.Edge.Agent/" + method;

        public async ValueTask InvokeAsync(UnaryCall call)
        {
            await call.ReadAsync(new BytesParser());
            await script(call);
        }
    }
}
