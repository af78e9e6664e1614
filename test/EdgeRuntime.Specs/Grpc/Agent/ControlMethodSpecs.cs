using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Transport;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class ControlMethodSpecs
{
    private static readonly AgentOptions Options = new();

    private static readonly ModelInfo Mnist = new(
        "digits",
        "../models/mnist",
        [new TensorSpec(new TensorName([0xFF, 0x00]), TensorType.Float32, [-1, 1, 28, 28])],
        [new TensorSpec(new TensorName("p"), TensorType.Int64, [])]);

    [Fact]
    public async Task LoadModel_asks_the_registry_and_describes_the_model()
    {
        FakeModelControl control = new(new ModelsProtocol.ModelLoaded(Mnist));
        using FakeUnaryCall call = new(new LoadModelRequest { Name = "digits", Url = "../models/mnist" });

        Model model = LoadModelResponse.Parser.ParseFrom(await call.AnswerOfAsync(new LoadModelMethod(control, Options))).Model;

        Assert.Equal(new ModelsProtocol.LoadModel("digits", "../models/mnist"), control.Command);
        AssertMnist(model);
    }

    [Theory]
    [InlineData("my_model.v1", "my-model-v1")]
    [InlineData("-x-", "x")]
    [InlineData("ünïcode", "n-code")]
    [InlineData("…", "my-model")]
    public async Task LoadModel_and_UnLoadModel_refuse_an_alias_that_breaks_the_rule_and_suggest_one(string alias, string suggestion)
    {
        GrpcException load = await RefusalAsync(new LoadModelMethod(new FakeModelControl(null), Options), new LoadModelRequest { Name = alias, Url = "m" });
        GrpcException unload = await RefusalAsync(new UnLoadModelMethod(new FakeModelControl(null), Options), new UnLoadModelRequest { Name = alias });

        Assert.All([load, unload], refused =>
        {
            Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
            Assert.Contains(ModelAlias.Rule, refused.Message, StringComparison.Ordinal);
            Assert.EndsWith($"try \"{suggestion}\"", refused.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task LoadModel_refuses_a_url_that_is_no_folder()
    {
        FakeModelControl control = new(null);

        GrpcException refused = await RefusalAsync(new LoadModelMethod(control, Options), new LoadModelRequest { Name = "a", Url = "s3://bucket/model" });

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains("s3://", refused.Message, StringComparison.Ordinal);
        Assert.Null(control.Command);
    }

    [Fact]
    public async Task An_alias_in_use_is_code_six()
    {
        FakeModelControl control = new(new ModelsProtocol.ModelRefused(new ModelFault(FaultCode.AlreadyExists, "taken")));

        GrpcException refused = await RefusalAsync(new LoadModelMethod(control, Options), new LoadModelRequest { Name = "a", Url = "m" });

        Assert.Equal(6, (int)refused.Code);
        Assert.Equal("taken", refused.Message);
    }

    [Fact]
    public async Task UnLoadModel_takes_the_handle_before_the_name()
    {
        FakeModelControl control = new(new ModelsProtocol.ModelUnloaded("b"));
        using FakeUnaryCall call = new(new UnLoadModelRequest { Name = "a", Handle = "b" });

        Assert.Empty(await call.AnswerOfAsync(new UnLoadModelMethod(control, Options)));
        Assert.Equal(new ModelsProtocol.UnloadModel("b"), control.Command);
    }

    [Fact]
    public async Task ListModels_lists_all_of_them()
    {
        using FakeUnaryCall call = new(new ListModelsRequest());

        ListModelsResponse response = ListModelsResponse.Parser.ParseFrom(
            await call.AnswerOfAsync(new ListModelsMethod(new FakeModelControl(new ModelsProtocol.ModelList([Mnist, Mnist])), Options)));

        Assert.Equal(2, response.Models.Count);
        Assert.All(response.Models, AssertMnist);
    }

    [Fact]
    public async Task DescribeModel_describes_one()
    {
        FakeModelControl control = new(new ModelsProtocol.ModelDescribed(Mnist));
        using FakeUnaryCall call = new(new DescribeModelRequest { Name = "digits" });

        AssertMnist(DescribeModelResponse.Parser.ParseFrom(await call.AnswerOfAsync(new DescribeModelMethod(control, Options))).Model);
        Assert.Equal(new ModelsProtocol.DescribeModel("digits"), control.Command);
    }

    [Fact]
    public async Task A_request_that_names_no_model_is_refused()
    {
        FakeModelControl control = new(null);

        GrpcException[] refused =
        [
            await RefusalAsync(new LoadModelMethod(control, Options), new LoadModelRequest { Url = "m" }),
            await RefusalAsync(new UnLoadModelMethod(control, Options), new UnLoadModelRequest()),
            await RefusalAsync(new DescribeModelMethod(control, Options), new DescribeModelRequest()),
        ];

        Assert.All(refused, one => Assert.Equal(GrpcStatusCode.InvalidArgument, one.Code));
    }

    [Fact]
    public async Task A_client_that_gives_up_is_told_so()
    {
        using FakeUnaryCall call = new(new ListModelsRequest());
        ValueTask asking = new ListModelsMethod(new FakeModelControl(null), Options).InvokeAsync(call);

        call.Abort();

        Assert.Equal(GrpcStatusCode.Cancelled, (await Assert.ThrowsAsync<GrpcException>(async () => await asking)).Code);
    }

    [Fact]
    public async Task A_reply_to_another_command_is_a_fault_of_the_agent()
    {
        using FakeUnaryCall call = new(new ListModelsRequest());
        ListModelsMethod method = new(new FakeModelControl(new ModelsProtocol.ModelUnloaded("x")), Options);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await method.InvokeAsync(call));
    }

    [Fact]
    public async Task A_name_that_is_no_utf8_is_refused_as_an_alias_and_unknown_otherwise()
    {
        FakeModelControl control = new(new ModelsProtocol.ModelRefused(new ModelFault(FaultCode.NotFound, "unknown")));
        using FakeUnaryCall load = new([0x12, 0x02, 0xC3, 0x28]);
        using FakeUnaryCall describe = new([0x0A, 0x02, 0xC3, 0x28]);

        GrpcException bad = await Assert.ThrowsAsync<GrpcException>(async () => await new LoadModelMethod(control, Options).InvokeAsync(load));
        GrpcException unknown = await Assert.ThrowsAsync<GrpcException>(async () => await new DescribeModelMethod(control, Options).InvokeAsync(describe));

        Assert.Equal(GrpcStatusCode.InvalidArgument, bad.Code);
        Assert.Equal(GrpcStatusCode.NotFound, unknown.Code);
        Assert.Equal(new ModelsProtocol.DescribeModel("\uFFFD("), control.Command);
    }

    [Theory]
    [InlineData("0A")]
    [InlineData("0A7F41")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFF")]
    public async Task Bytes_that_are_no_message_are_refused_as_by_a_cpp_server(string message)
    {
        using FakeUnaryCall call = new(Convert.FromHexString(message), 1);
        DescribeModelMethod method = new(new FakeModelControl(null), Options);

        Assert.Equal(GrpcStatusCode.Internal, (await Assert.ThrowsAsync<GrpcException>(async () => await method.InvokeAsync(call))).Code);
    }

    [Fact]
    public async Task A_message_larger_than_allowed_is_refused()
    {
        AgentOptions options = new() { MaxControlMessageBytes = 8192 };
        using FakeUnaryCall call = new(new LoadModelRequest { Name = "a", Url = new string('u', 8192) }.ToByteArray(), 1000);
        LoadModelMethod method = new(new FakeModelControl(null), options);

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(async () => await method.InvokeAsync(call));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
        Assert.Contains("8192", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<GrpcException> RefusalAsync(IUnaryMethod method, IMessage request)
    {
        using FakeUnaryCall call = new(request);
        return await Assert.ThrowsAsync<GrpcException>(async () => await method.InvokeAsync(call));
    }

    private static void AssertMnist(Model model)
    {
        Assert.Equal(("digits", "digits", "../models/mnist"), (model.Name, model.Handle, model.Url));
        TensorMetadata input = Assert.Single(model.InputTensorMetadatas);
        Assert.Equal([0xFF, 0x00], input.Name.ToByteArray());
        Assert.Equal(DataType.Float32, input.DataType);
        Assert.Equal([-1, 1, 28, 28], input.Shape);
        TensorMetadata output = Assert.Single(model.OutputTensorMetadatas);
        Assert.Equal("p", output.Name.ToStringUtf8());
        Assert.Empty(output.Shape);
    }
}
